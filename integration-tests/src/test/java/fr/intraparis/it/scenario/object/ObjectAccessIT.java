package fr.intraparis.it.scenario.object;

import com.google.gson.JsonObject;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.check.OpenApi;
import fr.intraparis.it.check.OpenApi.Operation;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Nobody reads what is another's. The operations come from the OpenAPI documents of the running WARs: one that this
 * class does not know fails it.
 */
@EndToEnd
@Shows("M8")
class ObjectAccessIT {
    private City city;
    private Instruments instruments;
    private Person owner;
    private Person other;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        owner = running.person("amelie.durand");
        other = running.person("elise.moreau");
    }

    /** What is expected of an operation: objects answer as if they did not exist, lists hold nothing of the owner. */
    private record Expectation(String audience, boolean object, Supplier<String> id, String body) {}

    private Map<String, Expectation> expectations() {
        Supplier<String> payslip = () ->
                instruments.hr().value("SELECT id::text FROM payslip WHERE agent_id = ? LIMIT 1", owner.agentId());
        Supplier<String> leave = this::leaveOfTheOwner;
        Supplier<String> message = this::messageOfTheOwner;
        Map<String, Expectation> expected = new LinkedHashMap<>();
        expected.put("GET /hr/api/me", list("hr-services"));
        expected.put("GET /hr/api/payslips", list("hr-services"));
        expected.put("GET /hr/api/payslips/{id}", object("hr-services", payslip));
        expected.put("GET /hr/api/payslips/{id}/pdf", object("hr-services", payslip));
        expected.put("GET /hr/api/leave-balance", list("hr-services"));
        expected.put("GET /hr/api/leave-preview", list("hr-services"));
        expected.put("GET /hr/api/leave-requests", list("hr-services"));
        expected.put("POST /hr/api/leave-requests", list("hr-services"));
        expected.put("GET /hr/api/leave-requests/{id}", object("hr-services", leave));
        expected.put(
                "POST /hr/api/leave-requests/{id}/decision",
                new Expectation("hr-services", true, leave, "{\"approved\":true,\"version\":0}"));
        expected.put(
                "POST /hr/api/leave-requests/{id}/cancellation", new Expectation("hr-services", true, leave, "{}"));
        expected.put("GET /hr/api/team/leave-requests", list("hr-services"));
        expected.put("GET /mail/api/messages", list("mail-bridge"));
        expected.put("POST /mail/api/messages", list("mail-bridge"));
        expected.put("GET /mail/api/messages/{id}", object("mail-bridge", message));
        expected.put("GET /mail/api/messages/{id}/attachments/{number}", object("mail-bridge", message));
        // Service to service: agents have no role for it, which InnerWarsIT and this class both ask.
        expected.put("POST /mail/api/official-messages", list("mail-bridge"));
        expected.put("GET /nomades/api/privileged-accounts", list("auth-gateway"));
        expected.put(
                "POST /nomades/api/privileged-accounts/{username}/passkey-link",
                new Expectation("auth-gateway", true, () -> "david.petit", "{}"));
        return expected;
    }

    @Test
    void whatIsAnothersAnswersLikeWhatDoesNotExist() {
        Map<String, Expectation> expectations = expectations();
        List<Operation> documented = new ArrayList<>(OpenApi.operations(instruments.http(), city.behind("/openapi")));
        documented.addAll(OpenApi.operations(instruments.http(), URI.create(city.internal() + "/openapi")));
        Set<String> unknown = new TreeSet<>();
        List<Operation> operations = new ArrayList<>();
        documented.forEach(operation -> {
            // A document of a whole process leaves the context root out.
            Operation known = Stream.of("", "/hr", "/mail", "/nomades")
                    .map(context -> new Operation(operation.method(), context + operation.path()))
                    .filter(candidate -> expectations.containsKey(candidate.toString()))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                unknown.add(operation.toString());
            } else {
                operations.add(known);
            }
        });
        assertEquals(Set.of(), unknown, "operations that no expectation of this class names");
        assertTrue(operations.size() >= 12, "the three documents hold " + operations);

        assertAll(operations.stream().map(operation -> () -> {
            Expectation expectation = Objects.requireNonNull(expectations.get(operation.toString()));
            if (expectation.object()) {
                sameAsMissing(operation, expectation);
            } else {
                holdsNothingOfTheOwner(operation, expectation);
            }
        }));
        Figure.of("%d operations", operations.size());
    }

    private void sameAsMissing(Operation operation, Expectation expectation) {
        String real = expectation.id().get();
        assertFalse(real.isEmpty(), operation + ": the owner has one");
        String invented =
                real.contains("-") && real.length() == 36 ? UUID.randomUUID().toString() : flipped(real);
        Http.Answer another = ask(operation, expectation, real);
        Http.Answer missing = ask(operation, expectation, invented);
        Story.current().tell(operation + ": " + another.status() + " " + another.code());
        assertTrue(another.status() == 404 || another.status() == 403, operation + ": " + another.text());
        assertEquals(missing.status(), another.status(), operation + " tells that it exists");
        assertEquals(shape(missing), shape(another), operation + " tells that it exists");
    }

    private void holdsNothingOfTheOwner(Operation operation, Expectation expectation) {
        if (operation.method().equals("GET")) {
            Http.Answer answer = ask(operation, expectation, "");
            Story.current().tell(operation + ": " + answer.status());
            assertTrue(answer.status() < 500, operation + ": " + answer.text());
            assertFalse(answer.text().contains(owner.agentId()), operation + " holds the owner's number");
            assertFalse(answer.text().contains(owner.username()), operation + " holds the owner's name");
        }
    }

    private Http.Answer ask(Operation operation, Expectation expectation, String id) {
        String path = operation.path().replaceFirst("\\{[^}]*}", id).replaceFirst("\\{[^}]*}", "0");
        String query = path.endsWith("leave-preview") ? "?from=2027-03-01&to=2027-03-05" : "";
        URI uri = operation.path().startsWith("/nomades")
                ? URI.create(city.internal() + path)
                : city.behind(path + query);
        List<String> headers = new ArrayList<>(List.of(
                "Authorization",
                "Bearer " + instruments.tokens().valid(other, expectation.audience(), "agent"),
                "Accept",
                path.endsWith("/pdf") ? "application/pdf, application/problem+json" : "*/*"));
        if (operation.method().equals("POST")) {
            headers.addAll(List.of(
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    UUID.randomUUID().toString()));
        }
        return instruments.http().send(operation.method(), uri, expectation.body(), headers.toArray(String[]::new));
    }

    private static Map<String, String> shape(Http.Answer answer) {
        JsonObject body = answer.json();
        Map<String, String> shape = new LinkedHashMap<>();
        for (String name : body.keySet()) {
            if (!Set.of("correlationId", "time").contains(name)) {
                shape.put(name, body.get(name).toString());
            }
        }
        shape.put("headers", new TreeSet<>(answer.headers().keySet()).toString());
        return shape;
    }

    private String leaveOfTheOwner() {
        LeaveAct.approved(city, instruments, owner, city.person("bruno.martin"));
        return instruments
                .hr()
                .value(
                        "SELECT id::text FROM leave_request WHERE agent_id = ? ORDER BY submitted_at DESC LIMIT 1",
                        owner.agentId());
    }

    private String messageOfTheOwner() {
        String reference = LeaveAct.approved(city, instruments, owner, city.person("bruno.martin"));
        return new Mailbox(city, instruments, owner).await(reference).get("id").getAsString();
    }

    private static String flipped(String id) {
        char last = id.charAt(id.length() - 1);
        return id.substring(0, id.length() - 1) + (last == 'a' ? 'b' : 'a');
    }

    private static Expectation list(String audience) {
        return new Expectation(audience, false, () -> "", "");
    }

    private static Expectation object(String audience, Supplier<String> id) {
        return new Expectation(audience, true, id, "");
    }
}
