package fr.intraparis.it.scenario.trouble;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import fr.intraparis.it.suite.Refusals;
import fr.intraparis.kernel.ErrorCode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a browser got for one address while something was stopped. */
public record Answer(String path, int status, String text, Duration took) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Pattern CODE = Pattern.compile("NOM-[A-Z]{3}-\\d{3}");
    private static final Pattern NUMBER =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Opens that path in that page. */
    public static Answer of(Page page, String origin, String path) {
        long begin = System.nanoTime();
        Response response = page.navigate(origin + path);
        assertNotNull(response, path);
        Answer answer =
                new Answer(path, response.status(), response.text(), Duration.ofNanos(System.nanoTime() - begin));
        Refusals.look(page);
        return answer;
    }

    /** Is a refusal of the door: that code, its status, a correlation number, in time, and nothing of the inside. */
    public void refuses(ErrorCode code) {
        assertEquals(code.status(), status, this::toString);
        names(code);
    }

    /** Is a page that is there and says by that code what is missing in it. */
    public void misses(ErrorCode code) {
        assertEquals(200, status, this::toString);
        names(code);
    }

    /** Whether the page is there and says of nothing that it is missing. */
    public boolean isWhole() {
        return status == 200 && !CODE.matcher(text).find();
    }

    /** Is whole. */
    public void serves() {
        assertTrue(isWhole(), this::toString);
        calm();
    }

    private void names(ErrorCode code) {
        Matcher said = CODE.matcher(text);
        assertTrue(said.find(), this::toString);
        assertEquals(code.code(), said.group(), this::toString);
        assertTrue(NUMBER.matcher(text).find(), "no correlation number: " + this);
        calm();
    }

    private void calm() {
        assertFalse(text.contains("\tat ") || text.contains("Exception") || text.contains("Payara"), this::toString);
        assertTrue(took.compareTo(PATIENCE) < 0, this::toString);
    }
}
