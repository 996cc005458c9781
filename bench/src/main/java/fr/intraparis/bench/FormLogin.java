package fr.intraparis.bench;

import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Signs a person in by the forms of the login pages, as a browser would, and keeps the cookies. */
final class FormLogin {
    /** One that the demonstration's catalogue lists. */
    static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:160.0) Gecko/20100101 Firefox/160.0";

    private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final int MOST_STEPS = 16;

    private final HttpClient client;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final UnaryOperator<URI> way;

    /** @param way where an address is really asked for */
    FormLogin(SSLContext trust, UnaryOperator<URI> way) {
        this.client = HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.way = way;
    }

    /** The header Cookie of a session that opens this address. */
    String cookies(URI start, Person person) throws IOException, InterruptedException {
        URI at = start;
        String form = "";
        for (int step = 0; step < MOST_STEPS; step++) {
            HttpResponse<String> answer = send(at, form);
            form = "";
            String location = answer.headers().firstValue("Location").orElse("");
            if (!location.isEmpty()) {
                at = way.apply(at.resolve(location));
                continue;
            }
            Matcher action = ACTION.matcher(answer.body());
            if (answer.statusCode() == 200 && action.find()) {
                at = way.apply(at.resolve(action.group(1).replace("&amp;", "&")));
                form = answer.body().contains("name=\"otp\"")
                        ? "otp=" + person.code(Instant.now())
                        : "username=" + encoded(person.username()) + "&password=" + encoded(person.password());
                continue;
            }
            if (answer.statusCode() == 200 && at.getPath().equals(start.getPath())) {
                return header("bench_|__Host-Http-nomades");
            }
            throw new IOException("no way to sign in: " + answer.statusCode() + " at " + at + "\n" + answer.body());
        }
        throw new IOException("no end of signing in at " + at);
    }

    private HttpResponse<String> send(URI at, String form) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .header("User-Agent", BROWSER)
                .header("Accept", "text/html")
                .header("Cookie", header(""));
        if (!form.isEmpty()) {
            request.header("Origin", at.getScheme() + "://" + at.getAuthority())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String set : answer.headers().allValues("Set-Cookie")) {
            String pair = set.split(";", 2)[0];
            int equals = pair.indexOf('=');
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return answer;
    }

    /** @param some the beginnings of their names */
    private String header(String some) {
        Pattern named = Pattern.compile("(" + some + ").*");
        return cookies.entrySet().stream()
                .filter(cookie -> !cookie.getValue().isEmpty()
                        && named.matcher(cookie.getKey()).matches())
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
