package fr.intraparis.it.scenario.leave;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Caller;
import fr.intraparis.it.check.HolidayWeek;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.page.LeavePages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Annual leave: asked for, decided, announced, counted; never twice. */
@EndToEnd
class LeaveIT {
    private City city;
    private Instruments instruments;
    private Person amelie;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        amelie = running.person("amelie.durand");
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows({"J3", "D4.1", "M10"})
    void fiveDaysAreCountedApprovedAnnouncedAndTakenOffTheBalance(Screen screen) {
        HolidayWeek week = HolidayWeek.next(city, instruments, amelie);
        forgetAfterwards(week);

        Agent agent = Agent.named("amelie.durand").on(screen).isAtHome();
        agent.opens("/intraparis/leave/request");
        LeavePages leave = new LeavePages(agent.page());
        PortalPage page = new PortalPage(agent.page());
        leave.period(week.from(), week.to());
        page.button("Calculer").click();
        assertThat(leave.days()).hasCount(8);
        List<String> days = leave.days().allInnerTexts();
        assertEquals(5, days.stream().filter(day -> day.contains("Compté")).count(), days.toString());
        assertEquals(2, days.stream().filter(day -> day.contains("Week-end")).count(), days.toString());
        assertEquals(
                1,
                days.stream()
                        .filter(day -> !day.contains("Compté") && !day.contains("Week-end"))
                        .count(),
                "one public holiday, by its name: " + days);
        BigDecimal before = number(page.figure("Solde avant"));
        BigDecimal after = number(page.figure("Solde après"));
        assertEquals(0, before.subtract(after).compareTo(BigDecimal.valueOf(5)), before + " - 5 = " + after);
        agent.did("sees the count day by day");

        page.button("Envoyer la demande").click();
        assertThat(page.confirmation()).containsText("Demande envoyée");
        String reference = leave.reference().innerText();
        agent.did("has sent the request " + reference);

        Agent manager = Agent.named("bruno.martin").on(screen).isAtHome();
        manager.opens("/intraparis/team");
        new LeavePages(manager.page()).examine(reference).click();
        new PortalPage(manager.page()).button("Approuver").click();
        assertThat(new PortalPage(manager.page()).confirmation()).containsText("Demande approuvée");
        manager.did("has approved the request");

        JsonObject message = new Mailbox(city, instruments, amelie).await(reference);
        assertTrue(message.get("official").getAsBoolean(), message.toString());
        Story.current()
                .tell("An official message is in the mailbox: "
                        + message.get("subject").getAsString());

        agent.opens("/intraparis/leave");
        assertThat(leave.line(reference)).containsText("Approuvée");
        agent.did("sees the approved request");
        assertEquals(
                0,
                after.compareTo(instruments
                        .http()
                        .get(
                                city.behind("/hr/api/leave-balance?year="
                                        + week.from().getYear()),
                                "Authorization",
                                "Bearer " + instruments.tokens().valid(amelie, "hr-services", "agent"),
                                "Accept",
                                "application/json")
                        .json()
                        .get("remaining")
                        .getAsBigDecimal()),
                "the balance has moved as it was shown");
        assertEquals(
                1,
                instruments
                        .hr()
                        .rows(
                                "SELECT 1 FROM audit WHERE object LIKE ? AND outcome = 'DONE' AND act LIKE '%deci%'",
                                "%" + id(reference) + "%")
                        .size(),
                "audit rows of the decision");
    }

    @Test
    @Shows("J3")
    void ofTwoOverlappingRequestsThatRaceOneExists() {
        HolidayWeek week = HolidayWeek.next(city, instruments, amelie);
        forgetAfterwards(week);
        int racers = 12;
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Http.Answer>> race = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            race.add(CompletableFuture.supplyAsync(() -> {
                try {
                    start.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                return submit(week);
            }));
        }
        start.countDown();
        List<Http.Answer> answers = race.stream().map(CompletableFuture::join).toList();
        long made =
                answers.stream().filter(answer -> answer.status() / 100 == 2).count();
        long refused = answers.stream()
                .filter(answer -> answer.code().equals(ErrorCode.HRS_OVERLAP.code()))
                .count();
        Story.current()
                .tell(racers + " requests for the same week at once: " + made + " made, " + refused + " refused");
        assertEquals(1, made, answers.stream().map(Http.Answer::text).toList().toString());
        assertEquals(
                racers - 1,
                refused,
                answers.stream().map(Http.Answer::text).toList().toString());
        assertEquals(1, live(week), "rows in the database");
        Figure.of("%d racing requests, %d made", racers, made);
    }

    private Http.Answer submit(HolidayWeek week) {
        return new Api(city, instruments)
                .ask(
                        Caller.of(amelie, "agent"),
                        "POST",
                        "/hr/api/leave-requests",
                        "{\"from\":\"" + week.from() + "\",\"to\":\"" + week.to() + "\"}",
                        UUID.randomUUID().toString());
    }

    private int live(HolidayWeek week) {
        return instruments
                .hr()
                .rows(
                        "SELECT 1 FROM leave_request WHERE agent_id = ? AND period && daterange(?, ?, '[]')",
                        amelie.agentId(),
                        week.from(),
                        week.to())
                .size();
    }

    private String id(String reference) {
        return instruments.hr().value("SELECT id::text FROM leave_request WHERE reference = ?", reference);
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

    private static BigDecimal number(Locator figure) {
        return new BigDecimal(figure.innerText().replace(',', '.').replaceAll("[^0-9.]", ""));
    }
}
