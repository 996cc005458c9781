package fr.intraparis.it.scenario.trouble;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Any one WAR may be gone: the others go on, and say what is missing by a code. That its process is really killed, and
 * comes back, is in {@code RunIT}.
 */
@EndToEnd
@Shows("G1.3")
class StoppedPartIT {
    /** The ways in which a WAR is gone, as its callers meet them. */
    enum Gone {
        CONNECTION_LOST(Line::cut),
        SERVER_WITHOUT_IT(line -> line.leadTo(Stage.serverWithoutWar())),
        SERVER_UNAVAILABLE(line -> line.spoil(
                Lines.certificate(), 503, "text/html", "<html><h1>HTTP Status 503</h1><p>Payara Micro</p></html>"));

        private final Consumer<Line> stroke;

        Gone(Consumer<Line> stroke) {
            this.stroke = stroke;
        }

        void strikes(Line line) {
            Story.current().afterwards(line::mend);
            stroke.accept(line);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @BeforeEach
    void linesAreNeeded() {
        Lines.needed();
    }

    @ParameterizedTest
    @EnumSource
    void withoutHrServicesMailGoesOn(Gone gone) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        gone.strikes(Lines.hr());
        answer(amelie, "/hr/api/payslips").refuses(ErrorCode.REL_UPSTREAM_DOWN);
        answer(amelie, "/intraparis/leave").misses(ErrorCode.REL_UPSTREAM_DOWN);
        answer(amelie, "/intraparis/").misses(ErrorCode.REL_UPSTREAM_DOWN);
        amelie.did("finds home without human resources");
        answer(amelie, "/intraparis/mailbox").serves();
        assertThat(new PortalPage(amelie.page()).link("Écrire un message")).isVisible();
        amelie.did("reads mail");
        Lines.hr().mend();
        answer(amelie, "/intraparis/leave").serves();
        answer(amelie, "/hr/api/payslips").serves();
    }

    @ParameterizedTest
    @EnumSource
    void withoutMailBridgeHumanResourcesGoOn(Gone gone) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        gone.strikes(Lines.mail());
        answer(amelie, "/mail/api/messages/1/attachments/1").refuses(ErrorCode.REL_UPSTREAM_DOWN);
        answer(amelie, "/intraparis/mailbox").refuses(ErrorCode.REL_UPSTREAM_DOWN);
        amelie.did("is told why mail is missing");
        answer(amelie, "/intraparis/payslips").serves();
        assertThat(amelie.page().locator("tbody a.month").first()).isVisible();
        amelie.did("reads payslips");
        Lines.mail().mend();
        answer(amelie, "/intraparis/mailbox").serves();
    }

    @ParameterizedTest
    @EnumSource
    void withoutThePortalTheDoorSaysSoAndDocumentsStayWithinReach(Gone gone) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        gone.strikes(Lines.portal());
        answer(amelie, "/intraparis/").refuses(ErrorCode.REL_UPSTREAM_DOWN);
        amelie.sees(ErrorCode.REL_UPSTREAM_DOWN);
        answer(amelie, "/hr/api/payslips").serves();
        amelie.did("still reaches human resources");
        Lines.portal().mend();
        answer(amelie, "/intraparis/").serves();
    }

    private static Answer answer(Agent agent, String path) {
        return Answer.of(
                agent.page(), agent.origin(), path.startsWith("/intraparis/") ? path : agent.proven("GET", path));
    }
}
