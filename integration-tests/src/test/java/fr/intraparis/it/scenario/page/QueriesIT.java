package fr.intraparis.it.scenario.page;

import com.microsoft.playwright.options.Cookie;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Caller;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * How many statements hr-services and mail-bridge send for a page: few, and not more for twice the rows. The pages are
 * those of Gaëlle, who has all of them: payslips, leave of her own, a team, a mailbox that nobody else fills.
 */
@EndToEnd
@Shows("M11")
class QueriesIT {
    /** Home asks for four things, each of some statements; none of them grows with the rows. */
    private static final int MOST = 24;

    private static final int ROWS = 4;

    /** The mailbox shows no more at once: a running stack that has seen this scenario often has a full page. */
    private static final int PAGE = 20;

    private static final String SENT = "SELECT coalesce(sum(s.calls), 0) FROM pg_stat_statements s JOIN pg_roles r"
            + " ON r.oid = s.userid WHERE r.rolname IN ('hr', 'mail') AND s.query ILIKE 'select%'"
            // The outbox and the sealer of the audit ask on their own, page or no page.
            + " AND s.query NOT ILIKE '%outbox%' AND s.query NOT ILIKE '%audit%'";

    private City city;
    private Instruments instruments;
    private Person gaelle;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        gaelle = running.person("gaelle.roux");
    }

    @Test
    void aPageSendsFewStatementsAndNoneForEachRow() {
        Database server = new Database(
                city.databases().getProperty("postgres.db-url"),
                city.databases().getProperty("postgres.db-user"),
                city.databases().getProperty("postgres.db-password"));
        List<String> pages = List.of(
                "/intraparis/", "/intraparis/payslips", "/intraparis/leave", "/intraparis/team", "/intraparis/mailbox");
        forgetAfterwards();
        leave(0, ROWS);
        String subject = "Lettre " + UUID.randomUUID();
        letters(subject, ROWS);
        long letters = new Mailbox(city, instruments, gaelle).count("");
        Agent agent = Agent.named("gaelle.roux").isAtHome();
        String cookies = agent.page().context().cookies(city.origin() + "/").stream()
                .map((Cookie cookie) -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
        Map<String, Long> few = count(cookies, server, pages);

        twiceThePayslips();
        leave(ROWS, ROWS);
        letters(subject, (int) Math.min(letters, PAGE - letters));
        Map<String, Long> many = count(cookies, server, pages);
        Story.current().tell("Statements: " + few + ", and with twice the rows: " + many);
        // The letter about her new device may have come besides.
        assertTrue(
                new Mailbox(city, instruments, gaelle).count("") >= Math.min(PAGE, 2 * letters),
                "messages on the page");
        few.forEach((page, statements) -> assertTrue(
                Objects.requireNonNull(many.get(page)) <= statements + 2, "grows with the rows: " + few + " " + many));
        few.forEach((page, statements) -> assertTrue(statements <= MOST, page + " sends " + statements));
        Figure.of("statements for a page: %s", few);
    }

    private Map<String, Long> count(String cookies, Database server, List<String> pages) {
        Map<String, Long> statements = new TreeMap<>();
        for (String page : pages) {
            // Several times, and the fewest: what is asked for the first time or now and then is not the page's.
            long fewest = Long.MAX_VALUE;
            for (int i = 0; i < 4; i++) {
                long before = Long.parseLong(server.value(SENT));
                Http.Answer answer = instruments
                        .http()
                        .get(
                                city.at(page),
                                "Cookie",
                                cookies,
                                "User-Agent",
                                Stage.windows().userAgent(),
                                "Accept",
                                "text/html",
                                "Accept-Language",
                                "fr");
                assertEquals(200, answer.status(), page);
                fewest = Math.min(fewest, Long.parseLong(server.value(SENT)) - before);
            }
            statements.put(page, fewest);
        }
        return statements;
    }

    /** Requests of long ago that still wait, of Gaëlle herself and of her team: both lists show them all. */
    private void leave(int first, int rows) {
        instruments
                .hr()
                .change(
                        "INSERT INTO leave_request (id, reference, agent_id, first_day, last_day, days, state,"
                                + " submitted_at, version) SELECT gen_random_uuid(), 'Q-' || a.agent_id || '-' || n,"
                                + " a.agent_id, DATE '2004-01-05' + 7 * n, DATE '2004-01-06' + 7 * n, 2, 'PENDING', now(), 0"
                                + " FROM agent a, generate_series(?, ?) n WHERE ? IN (a.agent_id, a.manager_id)",
                        first,
                        first + rows - 1,
                        gaelle.agentId());
    }

    /** Official ones, so that what is proven of each is asked for too. */
    private void letters(String subject, int number) {
        Mailbox mailbox = new Mailbox(city, instruments, gaelle);
        long before = mailbox.count(subject);
        for (int i = 0; i < number; i++) {
            Http.Answer taken = new Api(city, instruments)
                    .ask(
                            Caller.service("hr-services", "official-sender"),
                            "POST",
                            "/mail/api/official-messages",
                            "{\"id\":\"" + UUID.randomUUID() + "\",\"recipient\":\"" + gaelle.email()
                                    + "\",\"subject\":\"" + subject + "\",\"text\":\"Bonjour\"}");
            assertEquals(202, taken.status(), taken.text());
        }
        Eventually.until(
                "all letters are in the mailbox",
                Duration.ofSeconds(30),
                () -> mailbox.count(subject) == before + number);
    }

    private void twiceThePayslips() {
        Database hr = instruments.hr();
        hr.change(
                "INSERT INTO payslip (id, agent_id, month, paid_on, department, grade)"
                        + " SELECT gen_random_uuid(), agent_id, (month - interval '30 years')::date, paid_on, department, grade"
                        + " FROM payslip WHERE agent_id = ?",
                gaelle.agentId());
        hr.change(
                "INSERT INTO payslip_line (payslip_id, position, label, base, rate, gain, deduction, employer)"
                        + " SELECT n.id, l.position, l.label, l.base, l.rate, l.gain, l.deduction, l.employer FROM payslip n"
                        + " JOIN payslip o ON o.agent_id = n.agent_id AND o.month = (n.month + interval '30 years')::date"
                        + " JOIN payslip_line l ON l.payslip_id = o.id WHERE n.agent_id = ? AND n.month < '2010-01-01'",
                gaelle.agentId());
    }

    private void forgetAfterwards() {
        Database hr = instruments.hr();
        Story.current()
                .afterwards(() ->
                        hr.change("DELETE FROM payslip WHERE agent_id = ? AND month < '2010-01-01'", gaelle.agentId()));
        Story.current().afterwards(() -> hr.change("DELETE FROM leave_request WHERE reference LIKE 'Q-%'"));
    }
}
