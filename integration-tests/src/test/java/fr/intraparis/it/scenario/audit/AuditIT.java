package fr.intraparis.it.scenario.audit;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditVerifier;
import fr.intraparis.kernel.audit.AuditVerifier.Kind;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What happened is written down once, in order, and cannot be changed unseen. After most other scenarios. */
@EndToEnd
@Shows("M10")
@Order(Integer.MAX_VALUE - 10)
class AuditIT {
    private City city;
    private Instruments instruments;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
    }

    @Test
    void aPayslipThatIsReadLeavesOneRowWhichIsChainedWithinASecond() {
        Database hr = instruments.hr();
        String payslip = hr.value("SELECT id::text FROM payslip WHERE agent_id = '4100003' LIMIT 1");
        String count = "SELECT count(*) FROM audit WHERE actor = '4100003' AND object LIKE '%" + payslip + "%'";
        long before = Long.parseLong(hr.value(count));
        Http.Answer answer = instruments
                .http()
                .get(
                        city.behind("/hr/api/payslips/" + payslip),
                        "Authorization",
                        "Bearer " + instruments.tokens().valid(city.person("chloe.bernard"), "hr-services", "agent"),
                        "Accept",
                        "application/json");
        assertEquals(200, answer.status(), answer.text());
        assertEquals(before + 1, Long.parseLong(hr.value(count)), "rows of the view");
        Duration took = Eventually.until(
                "the row is chained",
                Duration.ofSeconds(2),
                () -> hr.rows("SELECT 1 FROM audit WHERE seq IS NULL").isEmpty());
        assertTrue(took.compareTo(Duration.ofMillis(1500)) < 0, "chained after " + took);
        Figure.of("chained after %d ms", took.toMillis());
    }

    @Test
    void loginRefusalAndLogoutEachLeaveOneRow() {
        Database door = instruments.nomades();
        Agent chloe = Agent.named("chloe.bernard");
        List<Database.Row> before = acts(door);
        chloe.logsIn();
        chloe.opens("/intraparis/privileged").sees(ErrorCode.PRV_ROLE_MISSING);
        chloe.opens("/intraparis/").logsOut();
        List<Database.Row> after = acts(door);
        String fresh = after.subList(before.size(), after.size()).toString();
        Story.current().tell("Rows: " + fresh);
        for (String act : List.of("login", "refusal", "logout")) {
            assertEquals(
                    1,
                    after.subList(before.size(), after.size()).stream()
                            .filter(row -> String.valueOf(row.get("act")).equals(act))
                            .count(),
                    act + " in " + fresh);
        }
    }

    @Test
    void aLeaveDecisionAMessageAndAnAdministratorsViewEachLeaveOneRow() {
        long decisions = rows(instruments.hr(), "leave-decide");
        LeaveAct.approved(city, instruments, city.person("amelie.durand"), city.person("bruno.martin"));
        assertEquals(decisions + 1, rows(instruments.hr(), "leave-decide"));

        long messages = rows(instruments.mail(), "mail-sent");
        String key = UUID.randomUUID().toString();
        for (String attempt : List.of("first", "retry after an unknown outcome")) {
            Http.Answer sent = instruments
                    .http()
                    .send(
                            "POST",
                            city.behind("/mail/api/messages"),
                            "{\"to\":[\"bruno.martin@paris.fr\"],\"cc\":[],\"subject\":\"Audit\",\"text\":\"Bonjour\","
                                    + "\"attachments\":[]}",
                            "Authorization",
                            "Bearer "
                                    + instruments.tokens().valid(city.person("chloe.bernard"), "mail-bridge", "agent"),
                            "Content-Type",
                            "application/json",
                            "Accept",
                            "application/json",
                            "Idempotency-Key",
                            key);
            assertEquals(200, sent.status(), attempt + ": " + sent.text());
        }
        assertEquals(messages + 1, rows(instruments.mail(), "mail-sent"), "one message, one row, whatever the retry");

        long views = rows(instruments.nomades(), "admin-view");
        Http.Answer view = instruments
                .http()
                .get(
                        URI.create(city.internal() + "/nomades/api/privileged-accounts"),
                        "Authorization",
                        "Bearer "
                                + instruments
                                        .tokens()
                                        .signed(instruments
                                                .tokens()
                                                .claims(
                                                        city.person("david.petit"),
                                                        "auth-gateway",
                                                        "agent",
                                                        "it-admin",
                                                        "privileged")
                                                .claim("acr", "phr")
                                                .claim("amr", List.of("pwd", "hwk"))),
                        "Accept",
                        "application/json");
        assertEquals(200, view.status(), view.text());
        assertEquals(views + 1, rows(instruments.nomades(), "admin-view"));
    }

    private static long rows(Database schema, String act) {
        return Long.parseLong(
                schema.value("SELECT count(*) FROM audit WHERE outcome = 'DONE' AND act = '" + act + "'"));
    }

    @Test
    void verifyNamesAnEditedADeletedAndAnInsertedRow() throws SQLException {
        Database hr = instruments.hr();
        Eventually.until(
                "all rows are chained",
                Duration.ofSeconds(3),
                () -> hr.rows("SELECT 1 FROM audit WHERE seq IS NULL").isEmpty());
        assertEquals(List.of(), verify(hr), "before anything was touched");

        Database.Row row = hr.rows(
                        "SELECT id::text AS id, seq, actor FROM audit WHERE seq IS NOT NULL ORDER BY seq DESC OFFSET 1 LIMIT 1")
                .get(0);
        String id = String.valueOf(row.get("id"));

        Story.current()
                .afterwards(() -> hr.change("UPDATE audit SET actor = ? WHERE id = ?::uuid", row.get("actor"), id));
        assertEquals(1, hr.change("UPDATE audit SET actor = '4999999' WHERE id = ?::uuid", id));
        assertTrue(
                verify(hr).contains(new AuditVerifier.Fault(Kind.EDITED, id)),
                verify(hr).toString());
        hr.change("UPDATE audit SET actor = ? WHERE id = ?::uuid", row.get("actor"), id);
        assertEquals(List.of(), verify(hr), "put back");
        Story.current().tell("An edited row is named");

        hr.change("CREATE TABLE audit_aside AS SELECT * FROM audit WHERE id = ?::uuid", id);
        Story.current().afterwards(() -> {
            hr.change("INSERT INTO audit SELECT * FROM audit_aside ON CONFLICT DO NOTHING");
            hr.change("DROP TABLE audit_aside");
        });
        hr.change("DELETE FROM audit WHERE id = ?::uuid", id);
        List<AuditVerifier.Fault> deleted = verify(hr);
        assertTrue(
                deleted.contains(new AuditVerifier.Fault(Kind.DELETED, "seq " + row.get("seq"))), deleted.toString());
        hr.change("INSERT INTO audit SELECT * FROM audit_aside");
        assertEquals(List.of(), verify(hr), "put back");
        Story.current().tell("A deleted row is named");

        String forged = UUID.randomUUID().toString();
        Story.current().afterwards(() -> hr.change("DELETE FROM audit WHERE id = ?::uuid", forged));
        hr.change(
                "INSERT INTO audit SELECT ?::uuid, at, actor, act, object, outcome, code, correlation_id, details, mac,"
                        + " seq + 1000000, hash FROM audit WHERE id = ?::uuid",
                forged,
                id);
        List<AuditVerifier.Fault> inserted = verify(hr);
        assertTrue(inserted.stream().anyMatch(fault -> fault.row().equals(forged)), "the inserted row is named");
        hr.change("DELETE FROM audit WHERE id = ?::uuid", forged);
        assertEquals(List.of(), verify(hr), "put back");
        Story.current().tell("An inserted row is named");
    }

    @Test
    void everyChainOfTheCityIsWhole() throws SQLException {
        for (Database database : List.of(instruments.nomades(), instruments.hr(), instruments.mail())) {
            assertFalse(database.rows("SELECT 1 FROM audit LIMIT 1").isEmpty(), database.user() + " has an audit");
            assertEquals(List.of(), verify(database), database.user());
        }
    }

    private List<AuditVerifier.Fault> verify(Database database) throws SQLException {
        byte[] key = Base64.getDecoder().decode(city.door().getProperty("intraparis.audit-key"));
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            return new AuditVerifier(key).verify(connection);
        }
    }

    private static List<Database.Row> acts(Database database) {
        return database.rows("SELECT act, actor, outcome, code FROM audit ORDER BY at");
    }
}
