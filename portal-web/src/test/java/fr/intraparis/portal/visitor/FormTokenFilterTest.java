package fr.intraparis.portal.visitor;

import fr.intraparis.kernel.testing.Shows;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("A6.3")
class FormTokenFilterTest {

    @Test
    void onlyTheTokenOfTheSessionOpensAForm() {
        assertTrue(FormTokenFilter.matches("k3y", "k3y"));
        assertFalse(FormTokenFilter.matches("k3y", "k3Y"));
        assertFalse(FormTokenFilter.matches("k3y", ""));
        assertFalse(FormTokenFilter.matches("k3y", null));
    }

    @Test
    void withoutTheDoorNoFormIsAccepted() {
        assertFalse(FormTokenFilter.matches(null, null));
        assertFalse(FormTokenFilter.matches("", ""));
        assertFalse(FormTokenFilter.matches(" ", " "));
    }
}
