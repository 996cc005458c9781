package fr.intraparis.it.scenario.audit;

import com.google.gson.JsonObject;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Caller;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What happened is written down once, in order, and cannot be changed unseen. After most other scenarios. */
@EndToEnd
@Shows("M10")
@Order(Integer.MAX_VALUE - 10)
class AuditIT {
    private static final String PRIVILEGED = "/nomades/api/privileged-accounts";
    private static final String MAIL = "{\"to\":[\"bruno.martin@paris.fr\"],\"cc\":[],\"subject\":\"Audit\","
            + "\"text\":\"Bonjour\",\"attachments\":[]}";

    private City city;
    private Instruments instruments;
    private Api api;
    private Caller chloe;
    private Caller administrator;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        api = new Api(running, instruments);
        chloe = Caller.of(running.person("chloe.bernard"), "agent");
        administrator = Caller.withPasskey(running.person("david.petit"), "agent", "it-admin", "privileged");
    }

    @Test
    void aPayslipThatIsReadLeavesOneRow() {
        Database hr = instruments.hr();
        String payslip = hr.value("SELECT id::text FROM payslip WHERE agent_id = '4100003' LIMIT 1");
        String count = "SELECT count(*) FROM audit WHERE actor = '4100003' AND object LIKE '%" + payslip + "%'";
        long before = Long.parseLong(hr.value(count));
        Http.Answer answer = api.ask(chloe, "GET", "/hr/api/payslips/" + payslip, "");
        assertEquals(200, answer.status(), answer.text());
        assertEquals(before + 1, Long.parseLong(hr.value(count)), "rows of the view");
    }

    @Test
    void inEverySchemaARowIsChainedWithinASecond() {
        Map<Database, Supplier<Http.Answer>> acts = new LinkedHashMap<>();
        String payslip = instruments.hr().value("SELECT id::text FROM payslip WHERE agent_id = '4100003' LIMIT 1");
        acts.put(instruments.hr(), () -> api.ask(chloe, "GET", "/hr/api/payslips/" + payslip, ""));
        acts.put(instruments.mail(), () -> api.ask(chloe, "POST", "/mail/api/messages", MAIL, key()));
        acts.put(instruments.nomades(), () -> api.ask(administrator, "GET", PRIVILEGED, ""));
        Database server = new Database(
                city.databases().getProperty("postgres.db-url"),
                city.databases().getProperty("postgres.db-user"),
                city.databases().getProperty("postgres.db-password"));
        assertEquals(
                acts.keySet().stream().map(Database::user).collect(Collectors.toSet()),
                server
                        .rows("SELECT table_schema FROM information_schema.tables WHERE table_name = 'audit_head'")
                        .stream()
                        .map(row -> String.valueOf(row.get("table_schema")))
                        .collect(Collectors.toSet()),
                "schemas with a chain");

        Map<String, Duration> longest = new TreeMap<>();
        for (int round = 0; round < 3; round++) {
            acts.forEach((schema, act) -> {
                // As the database keeps it.
                Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
                Http.Answer answer = act.get();
                assertEquals(200, answer.status(), answer.text());
                // From its own time on, by the one clock of this machine; the look itself costs some milliseconds.
                Duration took = Eventually.get("a chained row of " + schema.user(), Duration.ofSeconds(5), () -> {
                    Instant now = Instant.now();
                    List<Database.Row> chained = schema.rows(
                            "SELECT at FROM audit WHERE actor IN ('4100003', '4100004') AND outcome = 'DONE' AND at >= ?"
                                    + " AND seq IS NOT NULL",
                            Timestamp.from(start));
                    return chained.isEmpty()
                            ? null
                            : Duration.between(((Timestamp) chained.get(0).get("at")).toInstant(), now);
                });
                longest.merge(schema.user(), took, (one, other) -> one.compareTo(other) > 0 ? one : other);
            });
        }
        Story.current().tell("Chained after, at the longest: " + longest);
        longest.forEach((schema, took) ->
                assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, schema + ": chained after " + took));
        longest.forEach((schema, took) -> Figure.of("%s: chained after %d ms", schema, took.toMillis()));
    }

    /**
     * An act and what it leaves.
     *
     * @param left a query over what the act changes, but for the audit
     */
    private record Act(Database schema, Caller caller, String path, String body, String name, String left) {}

    @Test
    void anActThatIsRolledBackLeavesNeitherItsRowsNorAnAuditRow() {
        JsonObject pending = LeaveAct.oneDay(city, instruments, city.person("amelie.durand"));
        String leave = pending.get("id").getAsString();
        assertAll(Stream.of(
                        new Act(
                                instruments.hr(),
                                Caller.of(city.person("bruno.martin"), "agent", "manager"),
                                "/hr/api/leave-requests/" + leave + "/decision",
                                "{\"approved\":true,\"version\":" + pending.get("version") + "}",
                                "leave-decide",
                                "SELECT state || ' ' || version || ' ' || (SELECT count(*) FROM outbox)"
                                        + " FROM leave_request WHERE id = '" + leave + "'"),
                        new Act(
                                instruments.mail(),
                                chloe,
                                "/mail/api/messages",
                                MAIL,
                                "mail-sent",
                                "SELECT (SELECT count(*) FROM trace WHERE kind = 'AGENT') || ' '"
                                        + " || (SELECT count(*) FROM outbox WHERE topic LIKE 'agent:%')"),
                        new Act(
                                instruments.nomades(),
                                administrator,
                                PRIVILEGED + "/farid.haddad/passkey-link",
                                "",
                                "passkey-link",
                                "SELECT count(*) FROM idempotency"))
                .map(act -> () -> rolledBack(act)));
    }

    private void rolledBack(Act act) {
        String key = key();
        Eventually.until(
                "nothing waits in the outbox of hr-services",
                Duration.ofSeconds(20),
                () -> instruments
                        .hr()
                        .rows("SELECT 1 FROM outbox WHERE next_try < 'infinity'")
                        .isEmpty());
        String left = act.schema().value(act.left());
        long rows = rows(act.schema(), act.name());

        // The transaction fails at its very end, and only if it has written an audit row by then.
        Runnable heal = () -> act.schema().change("DROP FUNCTION IF EXISTS fail_after_audit() CASCADE");
        Story.current().afterwards(heal);
        act.schema()
                .change("CREATE FUNCTION fail_after_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS"
                        + " (SELECT 1 FROM audit WHERE xmin = pg_current_xact_id()::xid) THEN RAISE EXCEPTION"
                        + " 'the audit row is there'; END IF; RETURN NULL; END $$");
        act.schema()
                .change("CREATE CONSTRAINT TRIGGER fail_after_audit AFTER INSERT ON idempotency DEFERRABLE INITIALLY"
                        + " DEFERRED FOR EACH ROW WHEN (NEW.key = '" + key + "') EXECUTE FUNCTION fail_after_audit()");
        Http.Answer failed = api.ask(act.caller(), "POST", act.path(), act.body(), key);
        heal.run();
        String told = act.name() + ": " + failed.status() + " " + failed.code();
        Story.current().tell(told);
        assertEquals(5, failed.status() / 100, told + " " + failed.text());
        assertTrue(failed.code().startsWith("NOM-"), told);
        assertEquals(left, act.schema().value(act.left()), told + ": what it changes");
        assertEquals(rows, rows(act.schema(), act.name()), told + ": audit rows");
        assertEquals("0", act.schema().value("SELECT count(*) FROM idempotency WHERE key = ?::uuid", key), told);

        Http.Answer again = api.ask(act.caller(), "POST", act.path(), act.body(), key);
        assertEquals(200, again.status(), act.name() + " when nothing fails: " + again.text());
        assertEquals(rows + 1, rows(act.schema(), act.name()), act.name() + ": audit rows when nothing fails");
    }

    @Test
    void loginRefusalAndLogoutEachLeaveOneRow() {
        Database door = instruments.nomades();
        Agent visitor = Agent.named("chloe.bernard");
        List<Database.Row> before = acts(door);
        visitor.logsIn();
        visitor.opens("/intraparis/privileged").sees(ErrorCode.PRV_ROLE_MISSING);
        visitor.opens("/intraparis/").logsOut();
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
        assertAll(
                () -> {
                    long decisions = rows(instruments.hr(), "leave-decide");
                    LeaveAct.approved(city, instruments, city.person("amelie.durand"), city.person("bruno.martin"));
                    assertEquals(decisions + 1, rows(instruments.hr(), "leave-decide"), "leave-decide");
                },
                () -> {
                    long messages = rows(instruments.mail(), "mail-sent");
                    String key = key();
                    for (String attempt : List.of("first", "retry after an unknown outcome")) {
                        Http.Answer sent = api.ask(chloe, "POST", "/mail/api/messages", MAIL, key);
                        assertEquals(200, sent.status(), attempt + ": " + sent.text());
                    }
                    assertEquals(messages + 1, rows(instruments.mail(), "mail-sent"), "mail-sent, whatever the retry");
                },
                () -> {
                    long views = rows(instruments.nomades(), "admin-view");
                    Http.Answer view = api.ask(administrator, "GET", PRIVILEGED, "");
                    assertEquals(200, view.status(), view.text());
                    assertEquals(views + 1, rows(instruments.nomades(), "admin-view"), "admin-view");
                });
    }

    private static String key() {
        return UUID.randomUUID().toString();
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
