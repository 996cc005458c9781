package fr.intraparis.gateway.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The lists of the invented world that the corpus lives in. */
public final class SampleLists {
    private SampleLists() {}

    /** All of them, dated so. */
    public static Reference dated(String date) {
        Reference reference = Reference.SHIPPED;
        for (String list : List.of("vpn", "hosting", "relay", "municipal")) {
            reference = reference.with(list, text(list).replaceFirst("(?m)^# date: .*$", "# date: " + date));
        }
        return reference;
    }

    /** The same, with those routes open from inside only. */
    public static Reference closing(Reference reference, String... routes) {
        return reference.with(
                "inside", "# list: inside\n# version: 1\n# date: 2026-11-15\n" + String.join("\n", routes) + "\n");
    }

    private static String text(String list) {
        String name = "/fr/intraparis/gateway/posture/" + list + ".ranges";
        try (InputStream ranges = Objects.requireNonNull(SampleLists.class.getResourceAsStream(name), name)) {
            return new String(ranges.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
