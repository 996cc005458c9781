package fr.intraparis.portal;

import fr.intraparis.kernel.testing.Shows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** The settings that security rests on (decision 0002). */
class WebXmlTest {
    private static final List<Element> ELEMENTS = Views.elements(Views.ROOT.resolve("WEB-INF/web.xml"));

    @Test
    @Shows("M2")
    void theStrictFilterStandsFirst() {
        assertEquals(List.of("strict-http", "page-headers", "access", "form-token"), mappedFilters());
        assertEquals(
                List.of("/*"),
                texts("filter-mapping", "url-pattern").stream().distinct().toList());
    }

    @Test
    void facesTakesNothingBackFromTheClient() {
        Map<String, String> parameters = parameters();
        assertEquals("Production", parameters.get("jakarta.faces.PROJECT_STAGE"));
        assertEquals("server", parameters.get("jakarta.faces.STATE_SAVING_METHOD"));
        assertFalse(parameters.containsKey("jakarta.faces.CLIENT_WINDOW_MODE"), "its id in the address was a hole");
    }

    @Test
    void aSessionCouldNeverShowInAnAddress() {
        assertEquals(List.of("COOKIE"), texts("session-config", "tracking-mode"));
    }

    @Test
    @Shows("M9")
    void everyErrorHasItsPage() {
        assertEquals(List.of("/error"), texts("error-page", "location"));
        assertEquals(List.of(), texts("error-page", "error-code"));
    }

    private static List<String> mappedFilters() {
        return texts("filter-mapping", "filter-name");
    }

    private static Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        for (Element element : ELEMENTS) {
            if (element.getNodeName().equals("context-param")) {
                parameters.put(text(element, "param-name"), text(element, "param-value"));
            }
        }
        return parameters;
    }

    private static List<String> texts(String parent, String child) {
        List<String> texts = new ArrayList<>();
        for (Element element : ELEMENTS) {
            if (element.getNodeName().equals(parent)
                    && element.getElementsByTagName(child).getLength() > 0) {
                texts.add(text(element, child));
            }
        }
        return texts;
    }

    private static String text(Element element, String child) {
        return element.getElementsByTagName(child).item(0).getTextContent().strip();
    }
}
