package fr.intraparis.gateway.posture;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzer;
import org.jspecify.annotations.Nullable;

/**
 * Recognises browsers by what they send: user agent and client hints (which tell Brave from Chrome). The recogniser takes
 * seconds to build, so it is built in the background at start, and readiness waits for it.
 */
public final class Browsers {
    private static final Log LOG = Log.of(Browsers.class);
    private static final int CACHED = 5_000;
    private static final int LONGEST = 1_024;
    /** The family whose members all call themselves so in the user agent. */
    private static final String HINTING = "Chrome";

    /** Families that send no hints: one that does is something else. */
    private static final Set<String> SILENT = Set.of("Firefox", "Safari");

    private static final String BRANDS = "Sec-CH-UA";
    private static final String MOBILE = "Sec-CH-UA-Mobile";
    private static final String PLATFORM = "Sec-CH-UA-Platform";

    /** What a browser sends about itself; an absent hint is empty. */
    record Said(String agent, String brands, String mobile, String platform) {}

    /**
     * A browser that was recognised.
     *
     * @param agree whether it says the same in its user agent and in its client hints; one that sends no hints does
     */
    public record Recognised(Browser browser, boolean agree) {}

    private static final Cache<Said, Recognised> KNOWN =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    private static volatile @Nullable UserAgentAnalyzer recogniser;

    private Browsers() {}

    /** Builds the recogniser, if it is not there yet; takes seconds. */
    public static synchronized void prepare() {
        if (recogniser != null) {
            return;
        }
        long start = System.nanoTime();
        UserAgentAnalyzer built = UserAgentAnalyzer.newBuilder()
                .hideMatcherLoadStats()
                .withFields(
                        UserAgent.AGENT_NAME,
                        UserAgent.AGENT_VERSION_MAJOR,
                        UserAgent.OPERATING_SYSTEM_NAME,
                        UserAgent.DEVICE_CLASS)
                .withoutCache()
                .immediateInitialization()
                .build();
        recogniser = built;
        LOG.info("browsers can be recognised", "ms", (System.nanoTime() - start) / 1_000_000);
    }

    /** Whether {@link #of} can answer. */
    public static boolean prepared() {
        return recogniser != null;
    }

    /**
     * What this request's browser says it is.
     *
     * @throws CodedException {@link ErrorCode#SYS_NOT_READY} while the recogniser is being built
     */
    public static Recognised of(HttpServletRequest request) {
        return recognised(said(request));
    }

    /** The same for one that has been seen before: to recognise one takes a thousand times as long. */
    public static Optional<Recognised> known(HttpServletRequest request) {
        return Optional.ofNullable(KNOWN.getIfPresent(said(request)));
    }

    private static Said said(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return new Said(
                agent == null || agent.length() > LONGEST ? "" : agent.strip(),
                hint(request, BRANDS),
                hint(request, MOBILE),
                hint(request, PLATFORM));
    }

    private static String hint(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null || value.length() > LONGEST ? "" : value;
    }

    static Browser recognise(Said said) {
        return recognised(said).browser();
    }

    static boolean consistent(Said said) {
        return recognised(said).agree();
    }

    /** The same headers make the same browser, so each is worked out once: a look-up on the path of a request. */
    private static Recognised recognised(Said said) {
        if (said.agent().isEmpty()) {
            return new Recognised(Browser.UNKNOWN, true);
        }
        UserAgentAnalyzer ready = recogniser;
        if (ready == null) {
            throw new CodedException(ErrorCode.SYS_NOT_READY, "");
        }
        return KNOWN.get(said, unseen -> agreed(ready, unseen));
    }

    /**
     * Hints refine a user agent, they never mend it: where the two disagree, the user agent holds. So Brave is told from
     * Chrome, and a browser that calls itself old stays old.
     */
    private static Recognised agreed(UserAgentAnalyzer ready, Said said) {
        Browser plain = parse(ready, new Said(said.agent(), "", "", ""));
        if (said.brands().isEmpty()) {
            return new Recognised(plain, true);
        }
        Browser hinted = parse(ready, said);
        boolean same = hinted.major() == plain.major()
                && (said.platform().isEmpty()
                        || said.platform().contains("Android") == plain.system().equals("android"));
        if (!plain.family().equals(HINTING)) {
            // Edge and its like hint under their own name; Firefox and Safari send no hints at all.
            return new Recognised(
                    plain, same && hinted.family().equals(plain.family()) && !SILENT.contains(plain.family()));
        }
        return new Recognised(hinted.major() == plain.major() ? hinted : plain, same);
    }

    private static Browser parse(UserAgentAnalyzer ready, Said said) {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", said.agent());
        headers.put(BRANDS, said.brands());
        headers.put(MOBILE, said.mobile());
        headers.put(PLATFORM, said.platform());
        headers.values().removeIf(String::isEmpty);
        UserAgent parsed = ready.parse(headers);
        String family = parsed.getValue(UserAgent.AGENT_NAME);
        String major = parsed.getValue(UserAgent.AGENT_VERSION_MAJOR);
        if (!major.matches("\\d{1,6}")) {
            return Browser.UNKNOWN;
        }
        return new Browser(
                family,
                Integer.parseInt(major),
                system(parsed.getValue(UserAgent.OPERATING_SYSTEM_NAME), parsed.getValue(UserAgent.DEVICE_CLASS)));
    }

    private static String system(String name, String device) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "android" -> "android";
            case "ios", "ipados" -> "ios";
            default -> device.equals("Desktop") ? "desktop" : "";
        };
    }
}
