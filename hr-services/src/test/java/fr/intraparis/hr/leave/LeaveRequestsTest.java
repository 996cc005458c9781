package fr.intraparis.hr.leave;

import fr.intraparis.hr.TestDatabase;
import fr.intraparis.hr.act.Acts;
import fr.intraparis.hr.act.SqlCount;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditTrail;
import fr.intraparis.kernel.contract.hr.DecideLeave;
import fr.intraparis.kernel.contract.hr.LeaveBalance;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.kernel.contract.hr.SubmitLeave;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LeaveRequestsTest {
    private static final AgentId AMELIE = new AgentId("4100001");
    private static final AgentId BRUNO = new AgentId("4100002");
    private static final AgentId CHLOE = new AgentId("4100003");
    private static final AgentId DAVID = new AgentId("4100004");
    private static final LocalDate MONDAY = LocalDate.of(2031, 9, 1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2031-01-06T08:00:00Z"), ZoneOffset.UTC);
    private static final int RACERS = 50;

    private final TestDatabase database = TestDatabase.get();

    @BeforeEach
    void nothing_asked() throws SQLException {
        database.execute("DELETE FROM leave_request; DELETE FROM outbox; DELETE FROM audit WHERE act LIKE 'leave%'");
    }

    @Test
    @Shows({"J3", "F1.2"})
    void the_balance_is_entitled_less_taken_less_pending() throws SQLException {
        LeaveView asked = submit(AMELIE, MONDAY, MONDAY.plusDays(4));
        assertEquals("PENDING", asked.state());
        assertBalance(AMELIE, "25", "0", "5", "20");
        decide(BRUNO, asked, true);
        assertBalance(AMELIE, "25", "5", "0", "20");
        LeaveView refused = submit(AMELIE, MONDAY.plusDays(14), MONDAY.plusDays(18));
        decide(BRUNO, refused, false);
        assertBalance(AMELIE, "25", "5", "0", "20");
        LeaveView withdrawn = submit(AMELIE, MONDAY.plusDays(14), MONDAY.plusDays(18));
        with(requests -> requests.cancel(AMELIE, UUID.randomUUID(), UUID.fromString(withdrawn.id())));
        assertBalance(AMELIE, "25", "5", "0", "20");
        assertEquals(
                0,
                database.number(
                        "SELECT count(*) FROM leave_request l JOIN leave_request o ON l.id < o.id AND l.agent_id ="
                                + " o.agent_id AND l.period && o.period AND l.state IN ('PENDING','APPROVED') AND o.state IN"
                                + " ('PENDING','APPROVED')"));
    }

    @Test
    @Shows("J3")
    void of_fifty_overlapping_requests_at_once_one_is_accepted() throws Exception {
        List<Object> outcomes = race(i -> submit(AMELIE, MONDAY.plusDays(i % 3), MONDAY.plusDays(4)));
        assertOneWinner(outcomes, ErrorCode.HRS_OVERLAP);
        assertEquals(1, database.number("SELECT count(*) FROM audit WHERE act = 'leave-submit'"));
    }

    @Test
    @Shows("J3")
    void the_table_itself_forbids_an_overlap_whoever_writes_to_it() throws Exception {
        List<Object> outcomes = race(i -> {
            database.execute("INSERT INTO leave_request (id, reference, agent_id, first_day, last_day, days, state,"
                    + " submitted_at, version) VALUES (gen_random_uuid(), 'R-" + i
                    + "', '4100001', '2031-09-01', '2031-09-05', 5, 'PENDING', now(), 1)");
            return i;
        });
        assertEquals(1, outcomes.stream().filter(Integer.class::isInstance).count());
        assertEquals(
                RACERS - 1,
                outcomes.stream()
                        .filter(outcome -> outcome instanceof SQLException e
                                && ("23P01".equals(e.getSQLState()) || "40P01".equals(e.getSQLState())))
                        .count(),
                outcomes::toString);
        Figure.of("%d raw inserts at once, 1 kept", RACERS);
    }

    @Test
    @Shows("F1.2")
    void the_balance_never_goes_below_nought_whoever_races() throws Exception {
        List<Object> outcomes = race(i -> {
            LocalDate monday = MONDAY.plusWeeks(i % 16);
            return submit(AMELIE, monday, monday.plusDays(3));
        });
        long accepted = outcomes.stream().filter(LeaveView.class::isInstance).count();
        LeaveBalance balance = with(requests -> requests.accounts.balance(AMELIE, 2031, Locale.FRENCH));
        assertTrue(balance.remaining().signum() >= 0, balance::toString);
        assertTrue(balance.remaining().compareTo(new BigDecimal(4)) < 0, balance::toString);
        Figure.of("%d of %d accepted, %s days left", accepted, RACERS, balance.remaining());
    }

    @Test
    @Shows({"F1.5", "M10"})
    void of_fifty_decisions_at_once_one_wins_with_one_audit_row_and_one_message() throws Exception {
        LeaveView asked = submit(AMELIE, MONDAY, MONDAY.plusDays(4));
        List<Object> outcomes = race(i -> {
            if (i % 3 == 2) {
                with(requests -> requests.cancel(AMELIE, UUID.randomUUID(), UUID.fromString(asked.id())));
                return asked;
            }
            return decide(BRUNO, asked, i % 3 == 0);
        });
        assertOneWinner(outcomes, ErrorCode.HRS_ALREADY_DECIDED);
        long decided = database.number("SELECT count(*) FROM audit WHERE act = 'leave-decide'");
        assertEquals(1, decided + database.number("SELECT count(*) FROM audit WHERE act = 'leave-cancel'"));
        assertEquals(decided, database.number("SELECT count(*) FROM outbox"));
    }

    @Test
    @Shows("M4")
    void the_same_key_gives_the_same_answer_and_changes_nothing_twice() throws Exception {
        UUID key = UUID.randomUUID();
        SubmitLeave asked = new SubmitLeave(MONDAY, MONDAY.plusDays(4), "vacances");
        List<Object> outcomes = race(i -> with(requests -> requests.submit(AMELIE, key, asked, Locale.FRENCH)));
        assertEquals(1, outcomes.stream().distinct().count(), outcomes::toString);
        assertEquals(1, database.number("SELECT count(*) FROM leave_request"));
        SubmitLeave other = new SubmitLeave(MONDAY, MONDAY.plusDays(3), "vacances");
        assertEquals(
                ErrorCode.SYS_KEY_REUSED,
                refused(() -> with(requests -> requests.submit(AMELIE, key, other, Locale.FRENCH))));
    }

    @Test
    @Shows({"M8", "J3"})
    void nobody_but_the_agents_own_manager_decides_and_others_see_nothing() {
        LeaveView asked = submit(AMELIE, MONDAY, MONDAY.plusDays(4));
        UUID id = UUID.fromString(asked.id());
        for (AgentId stranger : List.of(DAVID, AMELIE, CHLOE)) {
            assertEquals(ErrorCode.HRS_NOT_FOUND, refused(() -> decide(stranger, asked, true)));
        }
        for (AgentId stranger : List.of(DAVID, CHLOE)) {
            assertEquals(ErrorCode.HRS_NOT_FOUND, refused(() -> with(r -> r.view(stranger, true, id))));
            assertEquals(ErrorCode.HRS_NOT_FOUND, refused(() -> with(r -> r.cancel(stranger, UUID.randomUUID(), id))));
        }
        assertEquals(asked.id(), with(r -> r.view(BRUNO, true, id)).id());
        assertEquals(ErrorCode.HRS_NOT_FOUND, refused(() -> with(r -> r.view(BRUNO, false, id))));
        assertEquals(ErrorCode.HRS_NOT_FOUND, refused(() -> with(r -> r.cancel(BRUNO, UUID.randomUUID(), id))));
        assertEquals(List.of(), with(r -> r.ofTeam(DAVID, null)));
        assertEquals(1, with(r -> r.ofTeam(BRUNO, LeaveState.PENDING)).size());
    }

    @Test
    @Shows("F1.1")
    void what_cannot_be_asked_is_refused_with_its_code() {
        assertEquals(ErrorCode.HRS_PERIOD, refused(() -> submit(AMELIE, MONDAY.plusDays(4), MONDAY)));
        assertEquals(ErrorCode.HRS_PERIOD, refused(() -> submit(AMELIE, LocalDate.of(2031, 1, 3), MONDAY)));
        assertEquals(
                ErrorCode.HRS_PERIOD,
                refused(() -> submit(AMELIE, LocalDate.of(2031, 12, 29), LocalDate.of(2032, 1, 2))));
        assertEquals(ErrorCode.HRS_PERIOD, refused(() -> submit(AMELIE, MONDAY.plusDays(5), MONDAY.plusDays(6))));
        assertEquals(ErrorCode.HRS_PERIOD, refused(() -> submit(AMELIE, MONDAY, MONDAY.plusDays(31))));
        for (int year : new int[] {1999, 2100, 123_456_789}) {
            LocalDate day = LocalDate.of(year, 9, 1);
            assertEquals(ErrorCode.HRS_PERIOD, refused(() -> submit(AMELIE, day, day.plusDays(1))));
        }
        submit(AMELIE, MONDAY, MONDAY.plusDays(18));
        assertEquals(ErrorCode.HRS_BALANCE, refused(() -> submit(AMELIE, MONDAY.plusDays(70), MONDAY.plusDays(95))));
        assertEquals(
                ErrorCode.HRS_UNKNOWN_AGENT, refused(() -> submit(new AgentId("9999999"), MONDAY, MONDAY.plusDays(1))));
    }

    @Test
    @Shows("M11")
    void the_lists_are_one_statement_each() throws SQLException {
        for (int week = 0; week < 3; week++) {
            submit(
                    AMELIE,
                    MONDAY.plusWeeks(2L * week),
                    MONDAY.plusWeeks(2L * week).plusDays(4));
            submit(
                    CHLOE,
                    MONDAY.plusWeeks(2L * week),
                    MONDAY.plusWeeks(2L * week).plusDays(4));
        }
        SqlCount.restart();
        assertEquals(3, with(requests -> requests.ofAgent(AMELIE)).size());
        assertEquals(1, SqlCount.current());
        SqlCount.restart();
        assertEquals(6, with(requests -> requests.ofTeam(BRUNO, null)).size());
        assertEquals(1, SqlCount.current());
        SqlCount.restart();
        with(requests -> requests.accounts.balance(AMELIE, 2031, Locale.FRENCH));
        assertEquals(2, SqlCount.current());
    }

    private void assertBalance(AgentId agent, String entitled, String taken, String pending, String remaining) {
        LeaveBalance balance = with(requests -> requests.accounts.balance(agent, 2031, Locale.FRENCH));
        assertEquals(new BigDecimal(entitled), balance.entitled());
        assertEquals(new BigDecimal(taken), balance.taken());
        assertEquals(new BigDecimal(pending), balance.pending());
        assertEquals(new BigDecimal(remaining), balance.remaining());
    }

    private static void assertOneWinner(List<Object> outcomes, ErrorCode othersGet) {
        assertEquals(1, outcomes.stream().filter(LeaveView.class::isInstance).count(), outcomes::toString);
        assertEquals(
                RACERS - 1,
                outcomes.stream()
                        .filter(outcome -> outcome instanceof CodedException e && e.code() == othersGet)
                        .count(),
                outcomes::toString);
        Figure.of("%d at once, 1 winner", RACERS);
    }

    private interface Racer {
        Object run(int number) throws Exception;
    }

    private static List<Object> race(Racer racer) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(RACERS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Object>> running = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                int number = i;
                running.add(pool.submit((Callable<Object>) () -> {
                    start.await();
                    return racer.run(number);
                }));
            }
            start.countDown();
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> one : running) {
                try {
                    outcomes.add(one.get());
                } catch (ExecutionException e) {
                    outcomes.add(e.getCause());
                }
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    private static ErrorCode refused(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(CodedException.class, act).code();
    }

    private static LeaveView submit(AgentId agent, LocalDate first, LocalDate last) {
        return view(with(requests ->
                requests.submit(agent, UUID.randomUUID(), new SubmitLeave(first, last, null), Locale.FRENCH)));
    }

    private static LeaveView decide(AgentId manager, LeaveView asked, boolean approved) {
        return view(with(requests -> requests.decide(
                manager,
                UUID.randomUUID(),
                UUID.fromString(asked.id()),
                new DecideLeave(approved, null, asked.version()))));
    }

    private static LeaveView view(Idempotency.Answer answer) {
        return JsonbBuilder.create().fromJson(answer.body(), LeaveView.class);
    }

    private static <T> T with(Function<LeaveRequests, T> act) {
        EntityManager entities = TestDatabase.get().entities().createEntityManager();
        try {
            entities.getTransaction().begin();
            LeaveRequests requests = new LeaveRequests();
            requests.entities = entities;
            requests.accounts = new LeaveAccounts();
            requests.accounts.entities = entities;
            requests.accounts.clock = CLOCK;
            requests.clock = CLOCK;
            requests.acts = new Acts(new AuditTrail(new byte[32]), CLOCK, queued -> {});
            T result = act.apply(requests);
            entities.getTransaction().commit();
            return result;
        } finally {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.close();
        }
    }
}
