package fr.intraparis.kernel;

import java.util.regex.Pattern;

/**
 * A set of ASCII characters, for texts that are judged at every request: a loop over an array, where a regular
 * expression makes objects and a stream for each text.
 */
public final class Characters {
    private static final int ASCII = 128;

    private final boolean[] members = new boolean[ASCII];

    private Characters(Pattern one) {
        for (char c = 0; c < ASCII; c++) {
            members[c] = one.matcher(String.valueOf(c)).matches();
        }
    }

    /** @param pattern of one character, as in {@code [A-Za-z0-9._-]}; what is not ASCII is never a member */
    public static Characters of(String pattern) {
        return new Characters(Pattern.compile(pattern, Pattern.DOTALL));
    }

    /** Whether all characters of the text are members; an empty one has none that is not. */
    public boolean all(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ASCII || !members[c]) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of its characters is a member. */
    public boolean any(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ASCII && members[c]) {
                return true;
            }
        }
        return false;
    }
}
