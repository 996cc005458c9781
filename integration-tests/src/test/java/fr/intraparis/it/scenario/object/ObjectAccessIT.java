package fr.intraparis.it.scenario.object;

import com.google.gson.JsonObject;
import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Caller;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KnownDevice;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.check.OpenApi;
import fr.intraparis.it.check.OpenApi.Operation;
import fr.intraparis.it.check.Operators;
import fr.intraparis.it.check.SosTicket;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Nobody reads or changes what is another's. The operations come from the OpenAPI documents of the running WARs: one
 * that this class does not know fails it.
 */
@EndToEnd
@Shows("M8")
class ObjectAccessIT {
    /** Who asks for what is Amélie's, and may not have it. */
    private enum Stranger {
        /** Of her own team. */
        COLLEAGUE,
        /** Manages another team: has the role, not the object. */
        OTHER_MANAGER,
        /** Privileged, with a passkey, for human resources; no manager and no IT administrator. */
        ADMINISTRATOR
    }

    /** Status and code. */
    private record Told(int status, String code) {
        static Told of(ErrorCode code) {
            return new Told(code.status(), code.code());
        }
    }

    /** What an object that does not exist answers. */
    private static final Told NO_SUCH_OBJECT = Told.of(ErrorCode.HRS_NOT_FOUND);

    private static final Told NO_SUCH_MESSAGE = Told.of(ErrorCode.MAI_NOT_FOUND);
    /** The role is missing altogether: that is judged before any id is looked at, so it tells nothing of an id. */
    private static final Told NO_ROLE = Told.of(ErrorCode.SES_ROLE_MISSING);
    /** The same at the door's own API: the role of IT administrators. */
    private static final Told NO_IT_ADMINISTRATOR = Told.of(ErrorCode.PRV_ROLE_MISSING);
    /** A list: one's own, whatever else is asked for. */
    private static final Told OWN = new Told(200, "");

    /** What shows numbers or a document, and names nobody. */
    private static final Pattern BARE = Pattern.compile(
            ".*(balance|preview|accounts|blocks|blocks/\\{id}|tickets|tickets/\\{id}|/pdf|/\\{number})");

    /**
     * One operation.
     *
     * @param real an id of the owner's, for the path and for {@code {id}} in the body
     * @param invented an id of the same form that names nothing
     * @param rightful who is let in: without that the refusals would prove nothing
     */
    private record Row(String real, String invented, String body, Map<Stranger, Told> told, Caller rightful) {}

    private City city;
    private Instruments instruments;
    private Api api;
    private Person owner;
    private Map<Stranger, Caller> strangers;
    /** What names the owner or something of hers: no stranger may read any of it. */
    private final List<String> marks = new ArrayList<>();

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        api = new Api(running, instruments);
        owner = running.person("amelie.durand");
        marks.add(owner.agentId());
        strangers = Map.of(
                Stranger.COLLEAGUE, Caller.of(running.person("chloe.bernard"), "agent"),
                Stranger.OTHER_MANAGER, Caller.of(running.person("gaelle.roux"), "agent", "manager"),
                Stranger.ADMINISTRATOR,
                        Caller.withPasskey(running.person("farid.haddad"), "agent", "hr-admin", "privileged"));
    }

    private Map<String, Row> rows() {
        Caller amelie = Caller.of(owner, "agent");
        Caller manager = Caller.of(city.person("bruno.martin"), "agent", "manager");
        Caller administrator = Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged");
        Caller service = Caller.service("hr-services", "official-sender");
        String payslip =
                instruments.hr().value("SELECT id::text FROM payslip WHERE agent_id = ? LIMIT 1", owner.agentId());
        JsonObject toDecide = LeaveAct.oneDay(city, instruments, owner);
        JsonObject toCancel = LeaveAct.oneDay(city, instruments, owner);
        marks.addAll(List.of(payslip, id(toDecide), id(toCancel)));
        JsonObject message = messageOfTheOwner(amelie);
        String mail = message.get("id").getAsString();
        String decision = "{\"approved\":true,\"version\":" + toDecide.get("version") + "}";
        Map<Stranger, Told> managersOnly = Map.of(
                Stranger.COLLEAGUE, NO_ROLE, Stranger.OTHER_MANAGER, NO_SUCH_OBJECT, Stranger.ADMINISTRATOR, NO_ROLE);

        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("GET /hr/api/payslips/{id}", hr(payslip, "", all(NO_SUCH_OBJECT), amelie));
        rows.put("GET /hr/api/payslips/{id}/pdf", hr(payslip, "", all(NO_SUCH_OBJECT), amelie));
        rows.put("GET /hr/api/leave-requests/{id}", hr(id(toDecide), "", all(NO_SUCH_OBJECT), amelie));
        rows.put("POST /hr/api/leave-requests/{id}/decision", hr(id(toDecide), decision, managersOnly, manager));
        rows.put("POST /hr/api/leave-requests/{id}/cancellation", hr(id(toCancel), "", all(NO_SUCH_OBJECT), amelie));
        rows.put("GET /mail/api/messages/{id}", new Row(mail, flipped(mail), "", all(NO_SUCH_MESSAGE), amelie));
        rows.put(
                "GET /mail/api/messages/{id}/attachments/{number}",
                new Row(mail, flipped(mail), "", all(NO_SUCH_MESSAGE), amelie));
        // An answer to a message of somebody else's is an ordinary message: sent alike, whether that one exists or not.
        rows.put(
                "POST /mail/api/messages",
                new Row(
                        message.get("messageId").getAsString(),
                        "<" + UUID.randomUUID() + "@paris.fr>",
                        "{\"to\":[\"hugo.leroy@paris.fr\"],\"cc\":[],\"subject\":\"Re\",\"text\":\"Bonjour\","
                                + "\"inReplyTo\":\"{id}\",\"attachments\":[]}",
                        all(OWN),
                        amelie));
        // Whose leave it is, nobody can say: only the token does. The body has no such field.
        rows.put(
                "POST /hr/api/leave-requests",
                new Row(
                        owner.agentId(),
                        "4999999",
                        "{\"from\":\"2027-03-02\",\"to\":\"2027-03-02\",\"agentId\":\"{id}\"}",
                        all(Told.of(ErrorCode.SYS_BAD_REQUEST)),
                        amelie));
        // Services only, whoever asks and whatever the id.
        rows.put(
                "POST /mail/api/official-messages",
                new Row(
                        instruments.mail().value("SELECT id::text FROM trace LIMIT 1"),
                        UUID.randomUUID().toString(),
                        "{\"id\":\"{id}\",\"recipient\":\"hugo.leroy@paris.fr\",\"subject\":\"Essai\",\"text\":\"Essai\"}",
                        all(NO_ROLE),
                        service));
        // Of the door only, and IT support's with a passkey: whoever has none hears that first.
        SosTicket ticket = SosTicket.open(api);
        Map<Stranger, Told> supportOnly = Map.of(
                Stranger.COLLEAGUE,
                Told.of(ErrorCode.MFA_NEEDED),
                Stranger.OTHER_MANAGER,
                Told.of(ErrorCode.MFA_NEEDED),
                Stranger.ADMINISTRATOR,
                NO_ROLE);
        rows.put(
                "POST /mail/api/sos-tickets",
                hr(ticket.id(), SosTicket.body("{id}", SosTicket.fresh(), "Essai"), all(NO_ROLE), SosTicket.DOOR));
        rows.put(
                "POST /mail/api/sos-tickets/readings",
                new Row(
                        ticket.code().shown(),
                        SosTicket.fresh().shown(),
                        "{\"answerCode\":\"{id}\",\"healthy\":[]}",
                        all(NO_ROLE),
                        SosTicket.DOOR));
        rows.put("GET /mail/api/tickets", list(supportOnly, administrator));
        rows.put("GET /mail/api/tickets/{id}", hr(ticket.id(), "", supportOnly, administrator));
        rows.put(
                "POST /mail/api/tickets/{id}/answer",
                hr(ticket.id(), "{\"text\":\"Bonjour\"}", supportOnly, administrator));
        rows.put(
                "POST /nomades/api/privileged-accounts/{username}/passkey-link",
                new Row("david.petit", "personne.dupont", "", all(NO_IT_ADMINISTRATOR), administrator));

        Operators operators = new Operators(city, instruments);
        operators.liftAfterwards("hugo.leroy");
        String block = operators.block("hugo.leroy", "Essai");
        rows.put("GET /nomades/api/blocks", list(all(NO_IT_ADMINISTRATOR), administrator));
        rows.put("GET /nomades/api/blocks/{id}", hr(block, "", all(NO_IT_ADMINISTRATOR), administrator));
        rows.put("POST /nomades/api/blocks/{id}/signature", hr(block, "", all(NO_IT_ADMINISTRATOR), administrator));
        rows.put(
                "POST /nomades/api/blocks",
                new Row(
                        "hugo.leroy",
                        "personne.dupont",
                        "{\"username\":\"{id}\",\"reason\":\"Essai\"}",
                        all(NO_IT_ADMINISTRATOR),
                        administrator));

        String thumbprint = KnownDevice.of(instruments, owner);
        marks.add(thumbprint);
        rows.put(
                "GET /nomades/api/devices/{username}",
                new Row(owner.username(), "personne.dupont", "", all(NO_IT_ADMINISTRATOR), administrator));
        rows.put(
                "POST /nomades/api/devices/{thumbprint}/decision",
                new Row(
                        thumbprint,
                        "A".repeat(43),
                        "{\"username\":\"" + owner.username() + "\",\"kind\":\"UNKNOWN\"}",
                        all(NO_IT_ADMINISTRATOR),
                        administrator));

        rows.put("GET /hr/api/me", list(all(OWN), amelie));
        rows.put("GET /hr/api/payslips", list(all(OWN), amelie));
        rows.put("GET /hr/api/leave-balance", list(all(OWN), amelie));
        rows.put("GET /hr/api/leave-preview", list(all(OWN), amelie));
        rows.put("GET /hr/api/leave-requests", list(all(OWN), amelie));
        rows.put(
                "GET /hr/api/team/leave-requests",
                list(
                        Map.of(
                                Stranger.COLLEAGUE,
                                NO_ROLE,
                                Stranger.OTHER_MANAGER,
                                OWN,
                                Stranger.ADMINISTRATOR,
                                NO_ROLE),
                        manager));
        rows.put("GET /mail/api/messages", list(all(OWN), amelie));
        rows.put("GET /nomades/api/privileged-accounts", list(all(NO_IT_ADMINISTRATOR), administrator));
        return rows;
    }

    @Test
    void whatIsAnothersAnswersLikeWhatDoesNotExist() {
        Map<String, Row> rows = rows();
        List<Operation> operations = OpenApi.ofTheCity(city, instruments.http(), rows.keySet(), operation -> true);
        assertAll(operations.stream()
                .flatMap(operation -> Stream.of(Stranger.values())
                        .map(stranger -> () -> sameAsMissing(operation, row(rows, operation), stranger))));
        // Reading before acting: a decision or a cancellation ends the object's life as the others saw it.
        assertAll(operations.stream()
                // The one that asks for leave has let its owner in above, or there would be nothing to decide on.
                .filter(operation -> !operation.toString().equals("POST /hr/api/leave-requests"))
                .sorted((one, other) -> one.method().compareTo(other.method()))
                .map(operation -> () -> letsTheRightfulIn(operation, row(rows, operation))));
        Figure.of("%d operations, %d strangers", operations.size(), Stranger.values().length);
    }

    @Test
    void anAdministratorLearnsNotWhetherAnOrdinaryAccountExists() {
        Caller administrator = Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged");
        Operation link = new Operation("POST", "/nomades/api/privileged-accounts/{username}/passkey-link");
        Row row = new Row(owner.username(), "personne.dupont", "", Map.of(), administrator);
        Http.Answer ordinary = ask(administrator, link, row, row.real());
        Http.Answer missing = ask(administrator, link, row, row.invented());
        assertEquals(Told.of(ErrorCode.PRV_ACCOUNT_UNKNOWN), new Told(ordinary.status(), ordinary.code()));
        assertEquals(Api.told(missing), Api.told(ordinary));
    }

    private void sameAsMissing(Operation operation, Row row, Stranger stranger) {
        Told wanted = Objects.requireNonNull(row.told().get(stranger));
        Caller caller = Objects.requireNonNull(strangers.get(stranger));
        Http.Answer another = ask(caller, operation, row, row.real());
        Http.Answer missing = ask(caller, operation, row, row.invented());
        String told = operation + " for " + stranger + ": " + another.status() + " " + another.code();
        Story.current().tell(told);
        assertEquals(wanted, new Told(another.status(), another.code()), told + " " + another.text());
        assertEquals(Api.told(missing, "reference", "at"), Api.told(another, "reference", "at"), told);
        assertEquals(List.of(), shown(another), told + " shows what is the owner's");
    }

    private void letsTheRightfulIn(Operation operation, Row row) {
        Http.Answer answer = ask(row.rightful(), operation, row, freshIfTaken(operation, row));
        assertEquals(2, answer.status() / 100, operation + ": " + answer.text());
        if (operation.method().equals("GET") && !BARE.matcher(operation.path()).matches()) {
            assertFalse(shown(answer).isEmpty(), operation + " shows its owner nothing: " + answer.text());
        }
    }

    private List<String> shown(Http.Answer answer) {
        return marks.stream().filter(mark -> answer.text().contains(mark)).toList();
    }

    /** The strangers asked under the id of a message that exists; its service hands over a new one. */
    private static String freshIfTaken(Operation operation, Row row) {
        return operation.path().endsWith("/official-messages")
                        || operation.path().endsWith("/sos-tickets")
                ? row.invented()
                : row.real();
    }

    private Http.Answer ask(Caller caller, Operation operation, Row row, String id) {
        boolean object = operation.path().contains("{");
        String path = operation.path().replaceFirst("\\{[^}]*}", id).replaceFirst("\\{[^}]*}", "0");
        String dates = path.endsWith("leave-preview") ? "&from=2027-03-01&to=2027-03-05" : "";
        // A list is asked for somebody else's as a curious person would: by a name in the address.
        String query = object || operation.method().equals("POST") ? "" : "?agentId=" + id + "&agent=" + id + dates;
        return api.ask(
                caller,
                operation.method(),
                path + query,
                row.body().replace("{id}", id),
                operation.method().equals("POST") ? UUID.randomUUID().toString() : "");
    }

    private JsonObject messageOfTheOwner(Caller amelie) {
        String subject = "Dossier " + UUID.randomUUID();
        Http.Answer sent = api.ask(
                amelie,
                "POST",
                "/mail/api/messages",
                "{\"to\":[\"" + owner.email() + "\"],\"cc\":[],\"subject\":\"" + subject
                        + "\",\"text\":\"Voir la pièce.\",\"attachments\":[{\"name\":\"note.txt\","
                        + "\"contentType\":\"text/plain\",\"content\":\"Tm90ZQ==\"}]}",
                UUID.randomUUID().toString());
        assertTrue(sent.status() / 100 == 2, sent.text());
        JsonObject message = new Mailbox(city, instruments, owner).await(subject);
        marks.addAll(List.of(subject, id(message)));
        return message;
    }

    private static Row row(Map<String, Row> rows, Operation operation) {
        return Objects.requireNonNull(rows.get(operation.toString()));
    }

    private static Row hr(String real, String body, Map<Stranger, Told> told, Caller rightful) {
        return new Row(real, UUID.randomUUID().toString(), body, told, rightful);
    }

    private Row list(Map<Stranger, Told> told, Caller rightful) {
        return new Row(owner.agentId(), "4999999", "", told, rightful);
    }

    private static Map<Stranger, Told> all(Told told) {
        return Map.of(Stranger.COLLEAGUE, told, Stranger.OTHER_MANAGER, told, Stranger.ADMINISTRATOR, told);
    }

    private static String id(JsonObject request) {
        return request.get("id").getAsString();
    }

    private static String flipped(String id) {
        char last = id.charAt(id.length() - 1);
        return id.substring(0, id.length() - 1) + (last == 'a' ? 'b' : 'a');
    }
}
