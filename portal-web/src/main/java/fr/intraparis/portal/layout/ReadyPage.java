package fr.intraparis.portal.layout;

import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.http.BlockWatch;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code /ready}: 200 once the keys that check tokens have been reached, while blocks are heard; the neighbours may be down. */
public class ReadyPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Log LOG = Log.of(ReadyPage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Inject
    @ConfigProperty(name = "intraparis.jwks")
    private URI keys;

    private volatile boolean ready;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ready = ready || reached();
        boolean now = ready && !BlockWatch.of(getServletContext()).deaf();
        response.setStatus(now ? 200 : 503);
        response.setContentType("application/json");
        response.getOutputStream().print("{\"ready\":" + now + "}");
    }

    private boolean reached() {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(keys).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"keys\"");
        } catch (IOException unreachable) {
            LOG.info("not ready: the keys cannot be reached", "cause", unreachable.getMessage());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
