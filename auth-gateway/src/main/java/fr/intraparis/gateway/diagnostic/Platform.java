package fr.intraparis.gateway.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The systems that cures are told for. */
enum Platform {
    WINDOWS("Windows"),
    MACOS("macOS"),
    LINUX("Linux"),
    IOS("iPhone, iPad"),
    ANDROID("Android");

    private final String label;

    Platform(String label) {
        this.label = label;
    }

    /** Its name, the same in every language. */
    String label() {
        return label;
    }

    /** As the names of texts have it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All, the one that the user agent names first: a guess, so the others are never left out. */
    static List<Platform> likelyFirst(String userAgent) {
        List<Platform> all = new ArrayList<>(List.of(values()));
        Platform likely = likely(userAgent.toLowerCase(Locale.ROOT));
        all.remove(likely);
        all.add(0, likely);
        return all;
    }

    private static Platform likely(String agent) {
        if (agent.contains("iphone") || agent.contains("ipad")) {
            return IOS;
        }
        if (agent.contains("android")) {
            return ANDROID;
        }
        if (agent.contains("mac os")) {
            return MACOS;
        }
        return agent.contains("linux") ? LINUX : WINDOWS;
    }
}
