package fr.intraparis.it.scenario.retry;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Caller;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.HolidayWeek;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KnownDevice;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.OpenApi;
import fr.intraparis.it.check.OpenApi.Operation;
import fr.intraparis.it.check.Operators;
import fr.intraparis.it.check.SosTicket;
import fr.intraparis.it.page.LeavePages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.AnswerCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A retry after an unknown outcome: the same key twice is one act with one answer; for another request the key is
 * refused. Every state-changing operation of the OpenAPI documents must have its row.
 */
@EndToEnd
@Shows("M4")
class RetryIT {
    private static final Duration DELIVERY = Duration.ofSeconds(20);

    /** A path and a body; {@code {key}} in the body is the key, where the body carries it. */
    private record Request(String path, String body) {}

    /**
     * One operation.
     *
     * @param other another request, for the same key
     * @param refusedAgain the code of the second time; null where the first answer is given again
     * @param passing what may differ between the two answers
     * @param keyless the code without a key
     * @param effects counts that the act raises by one
     */
    private record Row(
            Caller caller,
            Request first,
            Request other,
            @Nullable ErrorCode refusedAgain,
            List<String> passing,
            ErrorCode keyless,
            List<LongSupplier> effects) {}

    private City city;
    private Instruments instruments;
    private Api api;
    private Person amelie;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        api = new Api(running, instruments);
        amelie = running.person("amelie.durand");
    }

    private Map<String, Row> rows() {
        Caller agent = Caller.of(amelie, "agent");
        String leave = "/hr/api/leave-requests";
        JsonObject pending = LeaveAct.oneDay(city, instruments, amelie);
        String decided = id(pending);
        String cancelled = id(LeaveAct.oneDay(city, instruments, amelie));
        String kept = id(LeaveAct.oneDay(city, instruments, amelie));
        HolidayWeek week = HolidayWeek.next(city, instruments, amelie);
        forgetAfterwards(week);
        Map<String, Row> rows = new LinkedHashMap<>();

        rows.put(
                "POST " + leave,
                row(
                        agent,
                        new Request(leave, "{\"from\":\"" + week.from() + "\",\"to\":\"" + week.to() + "\"}"),
                        new Request(leave, "{\"from\":\"" + week.from() + "\",\"to\":\"" + week.from() + "\"}"),
                        count(instruments.hr(), "leave_request WHERE agent_id = '" + amelie.agentId() + "'"),
                        done(instruments.hr(), "leave-submit")));

        rows.put(
                "POST " + leave + "/{id}/decision",
                row(
                        Caller.of(city.person("bruno.martin"), "agent", "manager"),
                        new Request(
                                leave + "/" + decided + "/decision",
                                "{\"approved\":true,\"version\":" + pending.get("version") + "}"),
                        new Request(
                                leave + "/" + decided + "/decision",
                                "{\"approved\":false,\"comment\":\"Non\",\"version\":" + pending.get("version") + "}"),
                        count(instruments.hr(), "leave_request WHERE id = '" + decided + "' AND state = 'APPROVED'"),
                        done(instruments.hr(), "leave-decide"),
                        count(instruments.mail(), "trace WHERE kind = 'OFFICIAL'")));

        rows.put(
                "POST " + leave + "/{id}/cancellation",
                row(
                        agent,
                        new Request(leave + "/" + cancelled + "/cancellation", ""),
                        // It has no body: its other request is for another object.
                        new Request(leave + "/" + kept + "/cancellation", ""),
                        count(
                                instruments.hr(),
                                "leave_request WHERE id IN ('" + cancelled + "', '" + kept
                                        + "') AND state = 'CANCELLED'"),
                        done(instruments.hr(), "leave-cancel")));

        String text = Stage.confidential("Une fois " + UUID.randomUUID());
        String mail = "{\"to\":[\"hugo.leroy@paris.fr\"],\"cc\":[],\"subject\":\"Une fois\",\"text\":\"%s\","
                + "\"attachments\":[]}";
        rows.put(
                "POST /mail/api/messages",
                row(
                        agent,
                        new Request("/mail/api/messages", String.format(mail, text)),
                        new Request("/mail/api/messages", String.format(mail, text + "!")),
                        count(instruments.mail(), "trace WHERE kind = 'AGENT'"),
                        done(instruments.mail(), "mail-sent")));

        String official = "{\"id\":\"{key}\",\"recipient\":\"hugo.leroy@paris.fr\",\"subject\":\"Une fois\","
                + "\"text\":\"%s\"}";
        rows.put(
                "POST /mail/api/official-messages",
                new Row(
                        Caller.service("hr-services", "official-sender"),
                        new Request("/mail/api/official-messages", String.format(official, text)),
                        new Request("/mail/api/official-messages", String.format(official, text + "!")),
                        null,
                        // It is told how far the first one has come by now.
                        List.of("state", "at"),
                        // The key is the message's own id.
                        ErrorCode.SYS_BAD_REQUEST,
                        List.of(
                                count(instruments.mail(), "trace WHERE kind = 'OFFICIAL'"),
                                done(instruments.mail(), "official-message"))));

        AnswerCode code = SosTicket.fresh();
        rows.put(
                "POST /mail/api/sos-tickets",
                new Row(
                        SosTicket.DOOR,
                        new Request("/mail/api/sos-tickets", SosTicket.body("{key}", code, "Une fois")),
                        new Request("/mail/api/sos-tickets", SosTicket.body("{key}", code, "Une autre fois")),
                        null,
                        List.of(),
                        // The key is the ticket's own id.
                        ErrorCode.SYS_BAD_REQUEST,
                        List.of(count(instruments.mail(), "ticket"), done(instruments.mail(), "ticket-open"))));
        SosTicket ticket = SosTicket.open(api);
        String reading = "{\"answerCode\":\"" + ticket.code().shown() + "\",\"healthy\":[%s]}";
        rows.put(
                "POST /mail/api/sos-tickets/readings",
                row(
                        SosTicket.DOOR,
                        new Request("/mail/api/sos-tickets/readings", String.format(reading, "\"NET\"")),
                        new Request("/mail/api/sos-tickets/readings", String.format(reading, "\"BRW\"")),
                        done(instruments.mail(), "ticket-read")));
        String answer = "/mail/api/tickets/" + SosTicket.open(api).id() + "/answer";
        rows.put(
                "POST /mail/api/tickets/{id}/answer",
                row(
                        Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged"),
                        new Request(answer, "{\"text\":\"Oui\"}"),
                        new Request(answer, "{\"text\":\"Non\"}"),
                        done(instruments.mail(), "ticket-answer")));

        Caller operator = Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged");
        Operators operators = new Operators(city, instruments);
        operators.liftAfterwards("farid.haddad");
        operators.liftAfterwards("hugo.leroy");
        String blocks = "/nomades/api/blocks";
        rows.put(
                "POST " + blocks,
                row(
                        operator,
                        new Request(blocks, "{\"username\":\"farid.haddad\",\"reason\":\"Une fois\"}"),
                        new Request(blocks, "{\"username\":\"farid.haddad\",\"reason\":\"Une autre\"}"),
                        done(instruments.nomades(), "block-raise")));
        rows.put(
                "POST " + blocks + "/{id}/signature",
                row(
                        operator,
                        new Request(blocks + "/" + operators.block("hugo.leroy", "Essai") + "/signature", ""),
                        new Request(blocks + "/" + UUID.randomUUID() + "/signature", ""),
                        done(instruments.nomades(), "block-sign")));

        String accounts = "/nomades/api/privileged-accounts/";
        rows.put(
                "POST " + accounts + "{username}/passkey-link",
                new Row(
                        Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged"),
                        new Request(accounts + "farid.haddad/passkey-link", ""),
                        new Request(accounts + "elise.moreau/passkey-link", ""),
                        // The link is a secret that is kept nowhere: it is given once.
                        ErrorCode.SYS_KEY_REUSED,
                        List.of(),
                        ErrorCode.SYS_KEY_MISSING,
                        List.of(done(instruments.nomades(), "passkey-link"))));

        String thumbprint = KnownDevice.of(instruments, amelie);
        String device = "/nomades/api/devices/" + thumbprint + "/decision";
        rows.put(
                "POST /nomades/api/devices/{thumbprint}/decision",
                row(
                        Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged"),
                        new Request(device, "{\"username\":\"amelie.durand\",\"kind\":\"WORKSTATION\"}"),
                        new Request(device, "{\"username\":\"amelie.durand\",\"kind\":\"UNKNOWN\"}"),
                        done(instruments.nomades(), "device-class")));
        return rows;
    }

    @Test
    void theSameKeyTwiceIsOneActAndForAnotherRequestItIsRefused() {
        Map<String, Row> rows = rows();
        List<Operation> operations = OpenApi.ofTheCity(
                city,
                instruments.http(),
                rows.keySet(),
                operation -> !operation.method().equals("GET"));
        assertAll(operations.stream()
                .map(operation ->
                        () -> once(operation.toString(), Objects.requireNonNull(rows.get(operation.toString())))));
        Figure.of("%d state-changing operations", operations.size());
    }

    private void once(String operation, Row row) {
        awaitDeliveries();
        List<Long> before = row.effects().stream().map(LongSupplier::getAsLong).toList();
        String key = UUID.randomUUID().toString();
        Http.Answer first = post(row, row.first(), key);
        Http.Answer again = post(row, row.first(), key);
        Http.Answer other = post(row, row.other(), key);
        Http.Answer keyless = post(row, row.first(), "");
        awaitDeliveries();
        List<Long> after = row.effects().stream().map(LongSupplier::getAsLong).toList();
        Story.current()
                .tell(operation + ": " + first.status() + ", again " + again.status() + " " + again.code() + ", other "
                        + other.code() + ", without a key " + keyless.code());

        assertEquals(2, first.status() / 100, operation + ": " + first.text());
        if (row.refusedAgain() == null) {
            String[] passing = row.passing().toArray(String[]::new);
            assertEquals(Api.told(first, passing), Api.told(again, passing), operation);
        } else {
            assertEquals(row.refusedAgain().code(), again.code(), operation + ": " + again.text());
        }
        assertEquals(ErrorCode.SYS_KEY_REUSED.code(), other.code(), operation + ": " + other.text());
        assertEquals(ErrorCode.SYS_KEY_REUSED.status(), other.status(), operation);
        assertEquals(row.keyless().code(), keyless.code(), operation + ": " + keyless.text());
        assertEquals(before.stream().map(count -> count + 1).toList(), after, operation + ": effects");
    }

    @Test
    void aFormThatIsSentTwiceMakesOneRequest() {
        HolidayWeek week = HolidayWeek.next(city, instruments, amelie);
        forgetAfterwards(week);
        Agent agent = Agent.named("amelie.durand").isAtHome();
        agent.opens("/intraparis/leave/request");
        new LeavePages(agent.page()).period(week.from(), week.to());
        new PortalPage(agent.page()).button("Calculer").click();
        assertThat(new LeavePages(agent.page()).days()).hasCount(8);
        agent.did("has counted, and presses twice on « Envoyer la demande »");

        // Byte for byte what the browser would send, so that nothing on the page can hold the second one back.
        Map<String, String> form = fields(agent.page());
        form.put("send", "Envoyer la demande");
        Http.Answer first = send(agent, form);
        Http.Answer second = send(agent, form);
        String reference = instruments
                .hr()
                .value(
                        "SELECT reference FROM leave_request WHERE agent_id = ? AND period && daterange(?, ?, '[]')",
                        amelie.agentId(),
                        week.from(),
                        week.to());
        assertTrue(first.text().contains("Demande envoyée") && first.text().contains(reference), first.text());
        assertTrue(second.text().contains("Demande envoyée") && second.text().contains(reference), second.text());
        assertEquals(
                1,
                count(instruments.hr(), "leave_request WHERE reference = '" + reference + "'")
                        .getAsLong());
        assertEquals(
                1,
                instruments
                        .hr()
                        .rows(
                                "SELECT 1 FROM leave_request WHERE agent_id = ? AND period && daterange(?, ?, '[]')",
                                amelie.agentId(),
                                week.from(),
                                week.to())
                        .size());
        Story.current().tell("Both answers confirm the one request " + reference);
    }

    private Http.Answer post(Row row, Request request, String key) {
        return api.ask(row.caller(), "POST", request.path(), request.body().replace("{key}", key), key);
    }

    /** What the last act said to a neighbour has arrived, or it would be counted with the next. */
    private void awaitDeliveries() {
        Eventually.until(
                "the outbox of hr-services is empty",
                DELIVERY,
                () -> instruments
                        .hr()
                        .rows("SELECT 1 FROM outbox WHERE next_try < 'infinity'")
                        .isEmpty());
    }

    @SuppressWarnings("unchecked") // a script gives what it gives; here an object of texts
    private static Map<String, String> fields(Page page) {
        return new LinkedHashMap<>((Map<String, String>)
                page.locator("form#leave").evaluate("form => Object.fromEntries(new FormData(form))"));
    }

    private Http.Answer send(Agent agent, Map<String, String> form) {
        return instruments
                .http()
                .form(
                        city.at("/intraparis/leave/request"),
                        form,
                        "Cookie",
                        agent.cookies(),
                        "DPoP",
                        agent.proof("POST", "/intraparis/leave/request"),
                        "User-Agent",
                        Stage.windows().userAgent(),
                        "Origin",
                        city.origin().toString(),
                        "Sec-Fetch-Site",
                        "same-origin",
                        "Accept",
                        "text/html",
                        "Accept-Language",
                        "fr");
    }

    private void forgetAfterwards(HolidayWeek week) {
        Story.current()
                .afterwards(() -> instruments
                        .hr()
                        .change(
                                "DELETE FROM leave_request WHERE agent_id = ? AND period && daterange(?, ?, '[]')",
                                amelie.agentId(),
                                week.from(),
                                week.to()));
    }

    private static Row row(Caller caller, Request first, Request other, LongSupplier... effects) {
        return new Row(caller, first, other, null, List.of(), ErrorCode.SYS_KEY_MISSING, List.of(effects));
    }

    private static LongSupplier done(Database schema, String act) {
        return count(schema, "audit WHERE outcome = 'DONE' AND act = '" + act + "'");
    }

    private static LongSupplier count(Database schema, String from) {
        return () -> Long.parseLong(schema.value("SELECT count(*) FROM " + from));
    }

    private static String id(JsonObject request) {
        return request.get("id").getAsString();
    }
}
