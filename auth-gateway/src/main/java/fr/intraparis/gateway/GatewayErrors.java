package fr.intraparis.gateway;

import fr.intraparis.gateway.refusal.RefusalPage;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.http.ProblemPage;
import fr.intraparis.kernel.http.StrictHttpFilter;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** The page for what the container itself refuses or lets fall. */
public class GatewayErrors extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    transient RefusalPage refusals;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // What comes here by itself has found no resource of the container's.
        ErrorCode code = request.getDispatcherType() == DispatcherType.ERROR
                ? ProblemPage.codeOf(request, response)
                : ErrorCode.REL_NO_ROUTE;
        // After an error the filters are over and nothing is bound to the thread: the number is the one they put on the
        // answer.
        CorrelationId id = CorrelationId.of(response.getHeader(CorrelationId.HEADER));
        Exchange exchange = GatewayFilter.enter(request, response, id);
        exchange.rule(request.getAttribute(StrictHttpFilter.CODE) == null ? "door.container" : "door.strict-http");
        refusals.write(exchange, code, "");
    }
}
