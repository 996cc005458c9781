package fr.intraparis.hr.payslip;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a payslip is handed to a device: by the class that the door says in the signed token, and never more than that. */
enum Handing {
    /** As it is. */
    DOWNLOAD,
    /** As a copy that bears the name, the time and the kind of device. */
    MARKED,
    /** Not at all: it is only shown. */
    VIEW_ONLY;

    private static final Map<String, Handing> BY_CLASS = Map.of("workstation", DOWNLOAD, "personal", MARKED);

    /** For that claim; a device that nobody has recognised, or of which nothing is said, downloads nothing. */
    static Handing of(@Nullable String device) {
        return device == null ? VIEW_ONLY : BY_CLASS.getOrDefault(device, VIEW_ONLY);
    }
}
