package fr.intraparis.portal.layout;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.http.Language;
import fr.intraparis.kernel.http.ProblemPage;
import fr.intraparis.kernel.http.SecurityHeaders;
import fr.intraparis.kernel.http.StrictHttpFilter;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;

/**
 * The page for whatever goes wrong outside a page: code, time, correlation id, what to do, who can help. A plain
 * servlet, so that it still speaks when Faces itself is what failed.
 */
public class ErrorPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private Assets assets;

    private final transient Clock clock = Clock.systemUTC();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            request.setAttribute(StrictHttpFilter.CODE, ErrorCode.REL_NO_ROUTE);
        }
        ErrorCode code = ProblemPage.codeOf(request, response);
        // A container that refuses before our filters has bound nothing.
        String named = response.getHeader(CorrelationId.HEADER);
        CorrelationId id = CorrelationId.of(named != null ? named : request.getHeader(CorrelationId.HEADER));
        Locale locale = Language.of(request);
        response.setStatus(code.status());
        response.setHeader(CorrelationId.HEADER, id.value());
        if (code.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        byte[] body;
        if (forProgram(request)) {
            SecurityHeaders.set(response, SecurityHeaders.NOTHING);
            response.setContentType(Problem.MEDIA_TYPE);
            body = Problem.of(code, "", id, clock.instant(), locale).toJson().getBytes(StandardCharsets.UTF_8);
        } else {
            SecurityHeaders.set(response, PageHeaders.POLICY);
            response.setContentType("text/html;charset=UTF-8");
            body = html(code, id, locale, request.getContextPath()).getBytes(StandardCharsets.UTF_8);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** A caller that asks for JSON and not for a page gets a problem, as from the other inner WARs. */
    private static boolean forProgram(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("json") && !accept.contains("text/html");
    }

    private String html(ErrorCode code, CorrelationId id, Locale locale, String home) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s – Intraparis</title>
                <link rel="stylesheet" href="%s">
                <link rel="icon" href="%s">
                <script src="/nomades/assets/copy.js" defer></script>
                </head>
                <body>
                <header class="site-header"><div class="wrap site-header-row"><a class="wordmark" href="%s/">Intraparis</a></div></header>
                <main class="wrap" id="main">
                <h1>%s</h1>
                <p class="lead">%s</p>
                <dl class="facts">
                <div><dt>%s</dt><dd><code>%s</code></dd></div>
                <div><dt>%s</dt><dd>%s</dd></div>
                <div><dt>%s</dt><dd><code>%s</code></dd></div>
                <div><dt>%s</dt><dd>%s</dd></div>
                </dl>
                <p><button class="button" type="button" data-copy hidden data-done="%s" data-failed="%s">%s</button> <span id="copied" role="status"></span></p>
                <p><a id="sos" href="/nomades/sos?code=%s&amp;correlation=%s">%s</a></p>
                <p><a class="button" href="%s/">%s</a></p>
                </main>
                </body>
                </html>
                """.formatted(
                        locale.getLanguage(),
                        text(code.title(locale)),
                        text(assets.getStyle()),
                        text(assets.getIcon()),
                        home,
                        text(code.title(locale)),
                        text(code.cure(locale)),
                        text(Texts.in(locale, "error.code")),
                        code.code(),
                        text(Texts.in(locale, "error.time")),
                        text(Format.moment(clock.instant(), locale)),
                        text(Texts.in(locale, "error.correlation")),
                        id.value(),
                        text(Texts.in(locale, "error.who")),
                        text(code.who().in(locale)),
                        text(Texts.in(locale, "error.copied")),
                        text(Texts.in(locale, "error.notCopied")),
                        text(Texts.in(locale, "error.copy")),
                        code.code(),
                        id.value(),
                        text(Texts.in(locale, "error.sos")),
                        home,
                        text(Texts.in(locale, "error.home")));
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
