package fr.intraparis.gateway.reference;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Lists as large as the published ones. */
public final class BenchReference extends References {
    private final Reference reference;

    /** @param ranges how many, in the two lists that are looked into for everybody */
    public BenchReference(int ranges) {
        reference = Reference.SHIPPED
                .with("vpn", list("vpn", ranges / 5, 20))
                .with("hosting", list("hosting", ranges - ranges / 5, 60))
                .with("relay", list("relay", 1_000, 120))
                .with("municipal", list("municipal", 20, 140));
    }

    @Override
    public Reference current() {
        return reference;
    }

    private static String list(String name, int ranges, int from) {
        StringBuilder text = new StringBuilder(
                "# list: " + name + "\n# version: 1\n# date: " + LocalDate.now(ZoneOffset.UTC) + "\n");
        for (int i = 0; i < ranges; i++) {
            text.append(from + i / 4_096)
                    .append('.')
                    .append(i / 16 % 256)
                    .append('.')
                    .append(i % 16 * 16)
                    .append(".0/2")
                    .append(2 + i % 7)
                    .append('\n');
        }
        return text.toString();
    }
}
