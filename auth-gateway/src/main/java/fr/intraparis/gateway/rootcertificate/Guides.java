package fr.intraparis.gateway.rootcertificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * How to install the certificate, per system and browser, in the page's language. All are on the page; the one for what
 * the browser says it runs on stands first, open.
 */
final class Guides {
    private static final List<String> SYSTEMS = List.of("windows", "macos", "linux", "firefox", "ios", "android");

    /**
     * One procedure.
     *
     * @param open whether it is shown unfolded
     */
    record Guide(String id, String title, List<String> steps, boolean open) {}

    private Guides() {}

    /** All of them, the likeliest first. A browser that does not say gets the order of the list, all folded. */
    static List<Guide> of(String userAgent, ResourceBundle texts) {
        String likely = likely(userAgent);
        List<Guide> guides = new ArrayList<>();
        for (String system : SYSTEMS) {
            List<String> steps = new ArrayList<>();
            for (int i = 1; texts.containsKey(system + "." + i); i++) {
                steps.add(texts.getString(system + "." + i));
            }
            Guide guide = new Guide(system, texts.getString(system + ".title"), steps, system.equals(likely));
            guides.add(guide.open() ? 0 : guides.size(), guide);
        }
        return guides;
    }

    /** A guess for convenience only; the parser of the posture is not needed for six words. */
    private static String likely(String userAgent) {
        String agent = userAgent.toLowerCase(Locale.ROOT);
        if (agent.contains("iphone") || agent.contains("ipad")) {
            return "ios";
        }
        if (agent.contains("android")) {
            return "android";
        }
        if (agent.contains("firefox/")) {
            return "firefox";
        }
        if (agent.contains("windows")) {
            return "windows";
        }
        if (agent.contains("mac os")) {
            return "macos";
        }
        return agent.contains("linux") ? "linux" : "";
    }
}
