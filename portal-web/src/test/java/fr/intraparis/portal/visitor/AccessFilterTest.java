package fr.intraparis.portal.visitor;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.testing.Shows;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M6")
class AccessFilterTest {

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(
            nullValues = "open",
            value = {
                "/ready, nobody, open",
                "/assets/intraparis.css, nobody, open",
                "/, nobody, SES_NONE",
                "/assets, nobody, SES_NONE",
                "/payslips, stranger, SES_ROLE_MISSING",
                "/payslips, AGENT, open",
                "/team, AGENT, open",
                "/privileged, AGENT, PRV_ROLE_MISSING",
                "/privileged/passkey, AGENT, PRV_ROLE_MISSING",
                "/privileged.xhtml, AGENT, PRV_ROLE_MISSING",
                "/privileged, PRIVILEGED, SES_ROLE_MISSING",
                "/privileged, AGENT PRIVILEGED, open",
                "/payslips.xhtml, AGENT, REL_NO_ROUTE",
                "/jakarta.faces.resource/faces.js.xhtml, AGENT, REL_NO_ROUTE",
            })
    void everyPageAsksForItsRole(String path, String who, ErrorCode expected) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(who.split(" "))
                .filter(word -> Character.isUpperCase(word.charAt(0)))
                .map(Role::valueOf)
                .forEach(roles::add);
        assertEquals(expected, AccessFilter.judge(path, !who.equals("nobody"), roles::contains));
    }
}
