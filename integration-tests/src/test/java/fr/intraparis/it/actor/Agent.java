package fr.intraparis.it.actor;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Refusals;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.it.suite.Window;
import fr.intraparis.it.suite.Windows.Look;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.stack.secret.Person;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A person in front of a browser. Each verb is a step of the story and of its report. */
public final class Agent {
    private static final Pattern HOME = Pattern.compile(".*/intraparis/(index|home)?[^/]*$");
    /** Sessions of people who have logged in before, so that not every scenario costs a code. */
    private static final Map<String, String> SESSIONS = new ConcurrentHashMap<>();
    /** The keys of their own computers, so that they can come back to those sessions. */
    private static final Map<String, DeviceKey> KEYS = new ConcurrentHashMap<>();

    private static final String SESSION = "__Host-Http-nomades";
    private static final String RENEWED = "__Host-Http-nomades-renewed";

    private final City city = Stage.city();
    private final Person person;
    private Look look = Look.ORDINARY;
    private @Nullable Window window;
    private @Nullable Passkey passkey;

    private Agent(Person person) {
        this.person = person;
    }

    /** One of the demonstration people, by user name. */
    public static Agent named(String username) {
        return new Agent(Stage.city().person(username));
    }

    // --- before the browser is opened ---------------------------------------------------------------------------

    public Agent on(Screen screen) {
        look = new Look(
                screen, look.scheme(), look.locale(), look.script(), look.userAgent(), look.storage(), look.detour());
        return this;
    }

    public Agent inTheDark() {
        look = new Look(
                look.screen(),
                ColorScheme.DARK,
                look.locale(),
                look.script(),
                look.userAgent(),
                look.storage(),
                look.detour());
        return this;
    }

    public Agent inEnglish() {
        look = new Look(
                look.screen(),
                look.scheme(),
                Locale.UK,
                look.script(),
                look.userAgent(),
                look.storage(),
                look.detour());
        return this;
    }

    public Agent withBrowser(String userAgent) {
        look = new Look(
                look.screen(), look.scheme(), look.locale(), look.script(), userAgent, look.storage(), look.detour());
        return this;
    }

    /** Lets no page run a script. */
    public Agent withoutScript() {
        look = new Look(
                look.screen(), look.scheme(), look.locale(), false, look.userAgent(), look.storage(), look.detour());
        return this;
    }

    /** Connects by that way. */
    public Agent through(Detour detour) {
        look = new Look(
                look.screen(), look.scheme(), look.locale(), look.script(), look.userAgent(), look.storage(), detour);
        return this;
    }

    // --- verbs --------------------------------------------------------------------------------------------------

    /** Opens the door's first page. */
    public Agent opensPortal() {
        return opens("/");
    }

    /** Opens a page of the city by its path. */
    public Agent opens(String path) {
        visit(path);
        return did("opens " + path);
    }

    /** The same, with what the server answered. */
    public Response visit(String path) {
        Response response = page().navigate(city.origin() + path);
        if (response == null) {
            throw new AssertionError("No answer for " + path);
        }
        if (response.status() >= 400) {
            Refusals.look(page());
        }
        return response;
    }

    /** The first factor. */
    public Agent entersPassword() {
        return entersPassword(person.password());
    }

    public Agent entersPassword(String password) {
        LoginPage login = new LoginPage(page());
        login.username().fill(person.username());
        login.password().fill(password);
        login.submit().click();
        return did("enters the password");
    }

    /** The second factor: the code that the registered device shows. */
    public Agent entersCode() {
        return entersCode(device().code());
    }

    public Agent entersCode(String code) {
        LoginPage login = new LoginPage(page());
        login.code().fill(code);
        login.submit().click();
        return did("enters the code of the device");
    }

    /** All of the login, from the door to the home page. */
    public Agent logsIn() {
        opensPortal();
        entersPassword();
        entersCode();
        return seesHomePage().signsForTheSession();
    }

    /** The same, by somebody who says first that others use this computer too. */
    public Agent logsInOnASharedComputer() {
        opensPortal();
        new LoginPage(page()).sharedComputer().click();
        assertThat(new LoginPage(page()).ownComputer()).isVisible();
        did("says that others use this computer too");
        entersPassword();
        entersCode();
        return seesHomePage();
    }

    /** Is at home: by a session that is still open if there is one, else by logging in. */
    public Agent isAtHome() {
        String known = SESSIONS.get(person.username());
        if (known != null && window == null) {
            look = new Look(
                    look.screen(), look.scheme(), look.locale(), look.script(), look.userAgent(), known, look.detour());
        }
        sitsAtOwnComputer();
        opensPortal();
        if (!page().url().contains("/intraparis/")) {
            entersPassword();
            entersCode();
        }
        seesHomePage();
        signsForTheSession();
        SESSIONS.put(person.username(), page().context().storageState());
        return this;
    }

    /** Has the key of the person's own computer in this browser, and signs for the session that is there. */
    public Agent sitsAtOwnComputer() {
        if (!look.script()) {
            return this;
        }
        page().navigate(city.origin() + "/nomades/logged-out");
        deviceKey().giveTo(page());
        String session = cookie(SESSION);
        if (!session.isEmpty()) {
            deviceKey().renew(page(), city.origin(), session);
        }
        return this;
    }

    /** Waits until the page's script has registered the browser's key for the session, or signed by it. */
    public Agent signsForTheSession() {
        if (look.script()) {
            Eventually.until(
                    "the browser has signed for its session",
                    Duration.ofSeconds(10),
                    () -> !cookie(RENEWED).isEmpty());
        }
        return this;
    }

    /** The key of the person's own computer. */
    public DeviceKey deviceKey() {
        return KEYS.computeIfAbsent(person.username(), nobody -> DeviceKey.made());
    }

    /** A proof by the person's own computer for one request of the session in this window, as the header DPoP has it. */
    public String proof(String method, String path) {
        return deviceKey().proof(city.origin(), method, path, cookie(SESSION));
    }

    /** That address with such a proof, as a link or form has it. */
    public String proven(String method, String path) {
        return path + (path.contains("?") ? "&" : "?") + "nomades-proof=" + proof(method, path);
    }

    /** Plugs an empty passkey in. */
    public Agent plugsPasskeyIn() {
        passkey = Passkey.pluggedInto(page());
        return did("plugs a passkey in");
    }

    /** Opens an administrator's one-time link, proves who it is, and registers the passkey that is plugged in. */
    public Agent bindsPasskey(String link) {
        page().navigate(link);
        did("opens the one-time link");
        LoginPage login = new LoginPage(page());
        Locator next = page().locator("#password, #otp, #registerWebAuthn, form [type=submit], main a.button")
                .first();
        next.waitFor();
        if (login.password().isVisible()) {
            entersPassword();
            entersCode();
        }
        if (!login.registerPasskey().isVisible()) {
            // Keycloak first asks whether to go on.
            page().locator("main a, #kc-content a").first().click();
        }
        login.registerPasskey().waitFor();
        did("is asked to register the passkey");
        page().onDialog(dialog -> dialog.accept("Clé de test"));
        login.registerPasskey().click();
        login.registerPasskey().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        return did("has registered the passkey");
    }

    /** Touches the passkey when the page asks for it. */
    public Agent touchesPasskey() {
        Locator button = new LoginPage(page()).usePasskey();
        button.waitFor();
        // The page enables it when its script is ready.
        button.click();
        return did("touches the passkey");
    }

    /** Presses « Se déconnecter ». */
    public Agent logsOut() {
        SESSIONS.remove(person.username());
        new PortalPage(page()).logout().click();
        page().waitForURL(Pattern.compile(".*/nomades/logged-out.*"));
        return did("logs out");
    }

    // --- what is seen -------------------------------------------------------------------------------------------

    public Agent seesHomePage() {
        assertThat(page()).hasURL(HOME);
        assertThat(page().locator("main h1")).isVisible();
        return did("sees the home page");
    }

    /** Sees the page of a refusal with exactly this code, its time and a correlation id. */
    public Agent sees(ErrorCode code) {
        assertThat(page().locator("main")).containsText(code.code());
        assertThat(page().locator("main"))
                .containsText(Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
        return did("sees " + code.code());
    }

    public Agent sees(String text) {
        assertThat(page().locator("body")).containsText(text);
        return did("sees « " + text + " »");
    }

    // --- what the person has ------------------------------------------------------------------------------------

    public Person person() {
        return person;
    }

    /** Where the city is: scheme, host and port. */
    public String origin() {
        return city.origin().toString();
    }

    /** The cookies that this browser would send to the door, as one header: what a thief of all of them has. */
    public String cookies() {
        return page().context().cookies(Stage.city().origin() + "/intraparis/").stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
    }

    /** The number of the session in this window, as the door's table knows it: the hash of its cookie. */
    public String sessionId() {
        return DeviceKey.hash(cookie(SESSION));
    }

    /** The value of one of them; empty when it is missing. */
    public String cookie(String name) {
        return page().context().cookies(city.origin() + "/").stream()
                .filter(cookie -> cookie.name.equals(name))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElse("");
    }

    public Page page() {
        return window().page();
    }

    /** The person's browser; opened at first use. */
    public Window window() {
        Window opened = window;
        if (opened == null) {
            opened = Stage.windows().open(look);
            window = opened;
        }
        return opened;
    }

    public ValidationDevice device() {
        String secret = person.totp();
        if (secret == null) {
            throw new IllegalStateException(person + " has no validation device");
        }
        return new ValidationDevice(person.username(), secret);
    }

    public Passkey passkey() {
        if (passkey == null) {
            throw new IllegalStateException(person + " has no passkey");
        }
        return passkey;
    }

    /** Tells what was done, with the screen. */
    public Agent did(String what) {
        Story.current().tell(person + " " + what, page());
        return this;
    }
}
