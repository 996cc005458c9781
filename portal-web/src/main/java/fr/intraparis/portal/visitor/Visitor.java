package fr.intraparis.portal.visitor;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.http.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The person of this request, as the token says. The annotation switches bearer tokens on for the whole WAR. */
@Named
@RequestScoped
@LoginConfig(authMethod = "MP-JWT")
public class Visitor {
    private static final Set<String> DOWNLOADERS = Set.of("workstation", "personal");

    @Inject
    private JsonWebToken token;

    @Inject
    private HttpServletRequest request;

    /** First and last name, or the user name if the token has none. */
    public String getName() {
        String name = token.getClaim("name");
        return name == null ? token.getName() : name;
    }

    /** What one says after « Bonjour ». */
    public String getFirstName() {
        String given = token.getClaim("given_name");
        return given == null ? getName().split(" ", 2)[0] : given;
    }

    /** The professional address; empty if the token has none. */
    public String getEmail() {
        String email = token.getClaim("email");
        return email == null ? "" : email;
    }

    /** Whether this device may download documents, as the door says in the signed token; hr-services judges it again. */
    public boolean isDownloader() {
        return token.getClaim("device") instanceof String said && DOWNLOADERS.contains(said);
    }

    /** Whether this device is a workstation of the city: no mark then. */
    public boolean isAtWorkstation() {
        return "workstation".equals(token.getClaim("device"));
    }

    /** Whether the person is on a computer that others use too: the session shows, and changes nothing. */
    public boolean isShared() {
        return getSharedUntil() != null;
    }

    /** When such a session ends; null on any other computer. */
    public @Nullable Instant getSharedUntil() {
        String said = request.getHeader("Nomades-Shared-Until");
        return said == null ? null : Instant.parse(said);
    }

    /** What the door advises about this workstation; nothing is refused because of it. */
    public List<Advice> getAdvice() {
        String said = request.getHeader("Nomades-Advice");
        return said == null
                ? List.of()
                : Arrays.stream(said.split(" "))
                        .flatMap(code -> ErrorCode.of(code).stream())
                        .map(code -> new Advice(code.code(), code.title(getLocale()), code.cure(getLocale())))
                        .toList();
    }

    /** One piece of advice, in the language of the page. */
    public record Advice(String code, String title, String cure) {}

    /** Whether the team page concerns this person. */
    public boolean isManager() {
        return has(Role.MANAGER);
    }

    /** Whether the administration page concerns this person. */
    public boolean isPrivileged() {
        return has(Role.PRIVILEGED);
    }

    /** Whether the realm gave that role. */
    public boolean has(Role role) {
        return token.getGroups() != null && token.getGroups().contains(role.claim());
    }

    /** One parameter of the request, trimmed; empty if absent. */
    public String parameter(String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    /** The nonce that lets this page's script in; empty without the door. */
    public String getNonce() {
        String nonce = request.getHeader("Nomades-Csp-Nonce");
        return nonce == null ? "" : nonce;
    }

    /** One header that the door has set; null if it has not. */
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    /** French unless English is asked for: the door has already put the person's choice into Accept-Language. */
    public Locale getLocale() {
        return Language.of(request);
    }

    /** This page in the other language. The door remembers the choice; {@code id} is the only parameter pages keep. */
    public String getOtherLanguageLink() {
        String id = parameter("id");
        String other = Locale.ENGLISH.equals(getLocale()) ? "fr" : "en";
        return path() + "?" + (isPlain(id) ? "id=" + id + "&" : "") + "lang=" + other;
    }

    /** The public path of this page. */
    public String path() {
        return request.getRequestURI();
    }

    /** Whether this page belongs to the part of that name: {@code payslips}, {@code leave} … or empty for home. */
    public boolean isIn(String part) {
        String[] steps = path().substring(request.getContextPath().length()).split("/", 3);
        return part.equals(steps.length > 1 ? steps[1] : "");
    }

    private static boolean isPlain(String id) {
        return id.matches("[A-Za-z0-9._~-]{1,200}");
    }
}
