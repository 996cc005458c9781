package fr.intraparis.it.scenario.diagnostic;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Proxy;
import fr.intraparis.it.suite.Chromium;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Workstations with one fault or two, each as real as a browser lets it be made, and what the page says of them. */
final class Workstations implements AutoCloseable {
    private static final String PAGE = "/nomades/diagnostic";
    private static final String ROWS = "[...document.querySelectorAll('#checks > li')].map(row => [row.id.slice(6),"
            + " row.dataset.state, row.dataset.code])";
    /** From the suite's browser, which is approved, to one of the same maker that is ten majors behind. */
    private static final int BEHIND = 10;

    private final Chromium chromium;
    private final City city;

    Workstations(Chromium chromium, City city) {
        this.chromium = chromium;
        this.city = city;
    }

    /** A fault of the workstation or its network, the check that must say so, and its code. */
    enum Fault {
        UNLISTED_BROWSER("browser", ErrorCode.BRW_UNLISTED) {
            @Override
            String agent(String approved) {
                return approved + " OPR/120.0.0.0";
            }
        },
        OLD_VERSION("version", ErrorCode.BRW_TOO_OLD) {
            @Override
            String agent(String approved) {
                int major = Integer.parseInt(approved.replaceAll(".*Chrome/(\\d+).*", "$1"));
                return approved.replace("Chrome/" + major, "Chrome/" + (major - BEHIND));
            }
        },
        COOKIES_OFF("storage", ErrorCode.BRW_STORAGE) {
            @Override
            void page(Page page) {
                // The browser's own switch, as its settings turn it.
                CDPSession browser = page.context().newCDPSession(page);
                com.google.gson.JsonObject off = new com.google.gson.JsonObject();
                off.addProperty("disabled", true);
                browser.send("Emulation.setDocumentCookieDisabled", off);
            }
        },
        PROXY("interception", ErrorCode.NET_PROXY) {
            @Override
            void context(BrowserContext context) {
                context.setExtraHTTPHeaders(Map.of("Via", "1.1 proxy.example"));
            }
        },
        CLOCK_AHEAD("clock", ErrorCode.CLK_WRONG) {
            @Override
            void page(Page page) {
                clock(page, Duration.ofMinutes(4));
            }
        },
        VPN("network", ErrorCode.NET_VPN) {
            @Override
            String from() {
                return "127.0.20.7";
            }
        },
        NO_WEBAUTHN("webauthn", ErrorCode.BRW_WEBAUTHN) {
            @Override
            void context(BrowserContext context) {
                context.addInitScript("delete window.PublicKeyCredential");
            }
        };

        private final String check;
        private final ErrorCode code;

        Fault(String check, ErrorCode code) {
            this.check = check;
            this.code = code;
        }

        String check() {
            return check;
        }

        String code() {
            return code.code();
        }

        /** What the browser calls itself. */
        String agent(String approved) {
            return approved;
        }

        /** Where its connections come from; empty: straight from home. */
        String from() {
            return "";
        }

        void context(BrowserContext context) {}

        void page(Page page) {}

        /** Two ways in which the browser calls itself otherwise exclude each other. */
        boolean with(Fault other) {
            return this != other && !(Set.of(UNLISTED_BROWSER, OLD_VERSION).containsAll(Set.of(this, other)));
        }
    }

    /** Sets the workstation's clock that far from the real time; it goes on from there. */
    static void clock(Page page, Duration ahead) {
        page.clock()
                .install(new Clock.InstallOptions()
                        .setTime(Instant.now().plus(ahead).toEpochMilli()));
    }

    /** What the page says to a workstation with these faults, once it has measured: of each check state and code. */
    Map<String, String> diagnosed(List<Fault> faults) {
        return at(faults, page -> {});
    }

    /** The same, and the page is shown. */
    Map<String, String> at(List<Fault> faults, Consumer<Page> looked) {
        String agent = faults.stream()
                .map(fault -> (UnaryOperator<String>) fault::agent)
                .reduce(UnaryOperator.identity(), (one, next) -> text -> next.apply(one.apply(text)))
                .apply(chromium.userAgent());
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setUserAgent(agent).setLocale("fr");
        faults.stream()
                .map(Fault::from)
                .filter(from -> !from.isEmpty())
                .findFirst()
                .ifPresent(from -> options.setProxy(new Proxy(Detour.from(from).proxy()).setBypass("<-loopback>")));
        return at(
                options,
                page -> {
                    faults.forEach(fault -> fault.context(page.context()));
                    faults.forEach(fault -> fault.page(page));
                },
                looked);
    }

    /** The same for a workstation of any kind. */
    Map<String, String> at(Browser.NewContextOptions options, Consumer<Page> before, Consumer<Page> looked) {
        try (BrowserContext context = chromium.browser().newContext(options)) {
            Page page = context.newPage();
            before.accept(page);
            page.navigate(city.origin() + PAGE);
            measured(page);
            looked.accept(page);
            return rows(page);
        }
    }

    /** Waits until the script has measured and the page has been filled in. */
    static void measured(Page page) {
        assertThat(page.locator("main[data-measured]")).hasAttribute("data-measured", "yes");
    }

    /** Of each check its state and code, as the page stands. */
    static Map<String, String> rows(Page page) {
        Map<String, String> rows = new TreeMap<>();
        for (Object row : (List<?>) page.evaluate(ROWS)) {
            List<?> parts = (List<?>) row;
            rows.put(String.valueOf(parts.get(0)), (parts.get(1) + " " + parts.get(2)).strip());
        }
        return rows;
    }

    /** Those that are red, with their codes. */
    static Map<String, String> red(Map<String, String> rows) {
        Map<String, String> red = new TreeMap<>();
        rows.forEach((check, said) -> {
            if (said.startsWith("fault ")) {
                red.put(check, said.substring("fault ".length()));
            }
        });
        return red;
    }

    /** How far the clock is off: {@code −3 min 12 s}, as the page has it. */
    static Duration offset(String shown) {
        Duration size = Duration.ZERO;
        String[] parts = shown.substring(1).split(" ");
        for (int i = 0; i + 1 < parts.length; i += 2) {
            long count = Long.parseLong(parts[i]);
            size = size.plus(parts[i + 1].equals("min") ? Duration.ofMinutes(count) : Duration.ofSeconds(count));
        }
        return shown.startsWith("−") ? size.negated() : size;
    }

    @Override
    public void close() {
        chromium.close();
    }
}
