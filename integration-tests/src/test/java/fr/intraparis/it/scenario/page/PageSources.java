package fr.intraparis.it.scenario.page;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every page of the house, read from what draws it: the portal's views, the login theme's templates and its coded
 * errors, the door's templates. So nobody has to remember to add a new one to a list.
 */
final class PageSources {
    private static final Path VIEWS = Path.of("../portal-web/src/main/webapp");
    private static final Path THEME = Path.of("../identity/src/main/resources/theme/nomades/login");
    private static final Path DOOR = Path.of("../auth-gateway/src/main/resources/fr/intraparis/gateway");
    private static final Pattern INCLUDED = Pattern.compile("<ui:include src=\"([^\"]+)\"");
    private static final Pattern CODED = Pattern.compile("(?m)^(NOM-[A-Z]{3}-[0-9]{3})\\.cure=");
    private static final Pattern DOOR_PAGE = Pattern.compile("data-page=\"([a-z-]+)\"");

    private PageSources() {}

    /** All of them: a view that confirms or has a form counts once for each of these states too. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>();
        for (Path view : files(VIEWS, ".xhtml")) {
            if (!view.startsWith(VIEWS.resolve("WEB-INF"))) {
                String name = name(VIEWS, view);
                String text = withParts(text(view));
                all.add("portal " + name);
                if (text.contains("role=\"status\"")) {
                    all.add("portal " + name + ", done");
                }
                if (text.contains("<h:form")) {
                    all.add("portal " + name + ", refused");
                }
            }
        }
        all.add("portal error");
        for (Path template : files(THEME, ".ftl")) {
            if (text(template).contains("<@layout.registrationLayout")) {
                all.add("login " + name(THEME, template));
            }
        }
        Matcher coded = CODED.matcher(text(THEME.resolve("messages/messages_en.properties")));
        while (coded.find()) {
            all.add("login " + coded.group(1));
        }
        for (Path template : files(DOOR, ".mustache")) {
            Matcher page = DOOR_PAGE.matcher(text(template));
            while (page.find()) {
                all.add("door " + page.group(1));
            }
        }
        return all;
    }

    /** What has drawn the page that stands there. */
    static Set<String> of(Page page) {
        Set<String> drawn = new TreeSet<>();
        Object keycloak = page.evaluate("document.body.dataset.pageId ?? ''");
        Object door = page.evaluate("document.querySelector('main').dataset.page ?? ''");
        if (!"".equals(keycloak)) {
            drawn.add("login " + keycloak.toString().substring("login-".length()));
            String code = page.evaluate("document.getElementById('nomades-code')?.innerText ?? ''")
                    .toString();
            if (!code.isEmpty()) {
                drawn.add("login " + code);
            }
        } else if (!"".equals(door)) {
            drawn.add("door " + door);
        } else if (page.locator("footer").count() == 0) {
            drawn.add("portal error");
        } else {
            String path = URI.create(page.url()).getPath().substring("/intraparis/".length());
            String state = page.locator("#error-summary").count() > 0
                    ? ", refused"
                    : page.locator("main [role=status]").count() > 0 ? ", done" : "";
            drawn.add("portal " + (path.isEmpty() ? "index" : path) + state);
        }
        return drawn;
    }

    private static String withParts(String view) {
        StringBuilder whole = new StringBuilder(view);
        Matcher part = INCLUDED.matcher(view);
        while (part.find()) {
            whole.append(text(VIEWS.resolve(part.group(1).substring(1))));
        }
        return whole.toString();
    }

    private static String name(Path root, Path file) {
        String name = root.relativize(file).toString().replace('\\', '/');
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Set<Path> files(Path root, String end) {
        try (Stream<Path> files = Files.walk(root)) {
            Set<Path> found = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(end)).forEach(found::add);
            if (found.isEmpty()) {
                throw new IllegalStateException("No " + end + " under " + root + ": have they moved?");
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
