package fr.intraparis.hr.outgoing;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.http.BlockWatch;
import fr.intraparis.kernel.http.Language;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /hr/ready}: 200 when the database answers, the tables are up to date and the realm's keys were seen.
 * It also counts the messages that mail-bridge refused for good: they wait for a person, and hinder nobody.
 */
@WebServlet("/ready")
public class ReadyServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    transient Rounds rounds;

    @Inject
    transient Delivery delivery;

    @Inject
    transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> missing = new ArrayList<>(rounds.missing());
        if (BlockWatch.of(getServletContext()).deaf()) {
            missing.add("blocks");
        }
        int parked = 0;
        if (missing.isEmpty()) {
            try {
                parked = delivery.parked();
            } catch (CodedException e) {
                missing = List.of("database");
            }
        }
        SecurityHeaders.set(response, SecurityHeaders.NOTHING);
        response.setCharacterEncoding("UTF-8");
        if (missing.isEmpty()) {
            response.setContentType("application/json");
            response.getWriter().write("{\"ready\":true,\"parkedMessages\":" + parked + "}");
        } else {
            ErrorCode code = ErrorCode.SYS_NOT_READY;
            response.setStatus(code.status());
            response.setContentType(Problem.MEDIA_TYPE);
            response.getWriter()
                    .write(Problem.of(
                                    code,
                                    String.join(", ", missing),
                                    CorrelationId.current(),
                                    clock.instant(),
                                    Language.of(request))
                            .toJson());
        }
    }
}
