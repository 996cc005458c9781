package fr.intraparis.mail.ground;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.http.BlockWatch;
import fr.intraparis.kernel.http.SecurityHeaders;
import fr.intraparis.kernel.http.StrictHttpFilter;
import fr.intraparis.kernel.jdbc.Transactions;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.sql.Statement;

/**
 * {@code /ready}: 200 when the database answers, so that a message handed over is kept, and blocks are heard. The mail server is not asked:
 * without it the bridge still takes messages, and says so.
 */
@WebServlet("/ready")
public class ReadyServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    transient Transactions database;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            database.inTransaction(connection -> {
                try (Statement asked = connection.createStatement()) {
                    return asked.execute("SELECT 1 FROM trace LIMIT 1");
                }
            });
            if (BlockWatch.of(getServletContext()).deaf()) {
                throw new CodedException(ErrorCode.SES_BLOCKS_UNKNOWN, "");
            }
        } catch (CodedException e) {
            request.setAttribute(StrictHttpFilter.CODE, ErrorCode.SYS_NOT_READY);
            response.sendError(ErrorCode.SYS_NOT_READY.status());
            return;
        }
        SecurityHeaders.set(response, SecurityHeaders.NOTHING);
        response.setContentType("application/json");
        response.getWriter().print("{\"ready\":true}");
    }
}
