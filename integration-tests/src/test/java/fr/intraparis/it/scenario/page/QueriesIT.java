package fr.intraparis.it.scenario.page;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** How many statements hr-services sends for a page: few, and not more for twice the rows. */
@EndToEnd
@Shows("M11")
class QueriesIT {
    /** Home asks for four things, each of some statements; none of them grows with the rows. */
    private static final int MOST = 24;

    private static final String SENT = "SELECT coalesce(sum(s.calls), 0) FROM pg_stat_statements s JOIN pg_roles r"
            + " ON r.oid = s.userid WHERE r.rolname = 'hr' AND s.query ILIKE 'select%'"
            // The outbox and the sealer of the audit ask on their own, page or no page.
            + " AND s.query NOT ILIKE '%outbox%' AND s.query NOT ILIKE '%audit%'";

    @Test
    void aPageSendsFewStatementsAndNoneForEachRow(City city) {
        Instruments instruments = Instruments.of(city);
        Database server = new Database(
                city.databases().getProperty("postgres.db-url"),
                city.databases().getProperty("postgres.db-user"),
                city.databases().getProperty("postgres.db-password"));
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        List<String> pages = List.of("/intraparis/", "/intraparis/payslips", "/intraparis/leave");
        Map<String, Long> few = count(amelie, server, pages);

        twiceThePayslips(instruments);
        Map<String, Long> many = count(amelie, server, pages);
        Story.current().tell("Statements: " + few + ", and with twice the payslips: " + many);
        few.forEach((page, statements) -> assertTrue(
                Objects.requireNonNull(many.get(page)) <= statements + 2, "grows with the rows: " + few + " " + many));
        few.forEach((page, statements) -> assertTrue(statements <= MOST, page + " sends " + statements));
        Figure.of("statements for a page: %s", few);
    }

    private static Map<String, Long> count(Agent agent, Database server, List<String> pages) {
        Map<String, Long> statements = new TreeMap<>();
        for (String page : pages) {
            // Several times, and the fewest: what is asked for the first time or now and then is not the page's.
            long fewest = Long.MAX_VALUE;
            for (int i = 0; i < 4; i++) {
                long before = Long.parseLong(server.value(SENT));
                agent.visit(page);
                fewest = Math.min(fewest, Long.parseLong(server.value(SENT)) - before);
            }
            statements.put(page, fewest);
        }
        return statements;
    }

    private static void twiceThePayslips(Instruments instruments) {
        Database hr = instruments.hr();
        Runnable forget = () -> hr.change("DELETE FROM payslip WHERE agent_id = '4100001' AND month < '2010-01-01'");
        Story.current().afterwards(forget);
        hr.change("INSERT INTO payslip (id, agent_id, month, paid_on, department, grade)"
                + " SELECT gen_random_uuid(), agent_id, (month - interval '30 years')::date, paid_on, department, grade"
                + " FROM payslip WHERE agent_id = '4100001'");
        hr.change(
                "INSERT INTO payslip_line (payslip_id, position, label, base, rate, gain, deduction, employer)"
                        + " SELECT n.id, l.position, l.label, l.base, l.rate, l.gain, l.deduction, l.employer FROM payslip n"
                        + " JOIN payslip o ON o.agent_id = n.agent_id AND o.month = (n.month + interval '30 years')::date"
                        + " JOIN payslip_line l ON l.payslip_id = o.id WHERE n.agent_id = '4100001' AND n.month < '2010-01-01'");
    }
}
