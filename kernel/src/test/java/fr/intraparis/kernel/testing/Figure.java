package fr.intraparis.kernel.testing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A figure that a test measured: printed, and kept beside its outcome in {@code target/traceability.csv}. */
public final class Figure {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private Figure() {}

    /** Says the figure of the running test, such as {@code Figure.of("%d requests, %d refused", n, r)}. */
    public static void of(String format, Object... values) {
        String figure = String.format(Locale.ROOT, format, values);
        String before = CURRENT.get();
        CURRENT.set(before == null ? figure : before + ", " + figure);
        System.out.println("figure: " + figure);
    }

    static String take() {
        String figure = CURRENT.get();
        CURRENT.remove();
        return figure == null ? "" : figure;
    }
}
