package fr.intraparis.portal;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every page promises, read in its source: no script but the door's, no inline style, no state. */
class ViewsTest {
    /** What we may use; everything else brings script, state, or values from the address into a button. */
    private static final Set<String> FACES =
            Set.of("h:form", "h:inputText", "h:inputTextarea", "h:inputFile", "h:commandButton", "f:view", "f:event");

    private static final String TEMPLATE = "/WEB-INF/layout/page.xhtml";

    static Stream<Path> everyView() {
        return Views.all().stream();
    }

    static Stream<Path> everyPage() {
        return Views.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    @Shows("M5")
    void isDrawnByTheOneTemplate(Path page) {
        assertEquals(TEMPLATE, Views.parse(page).getDocumentElement().getAttribute("template"));
    }

    @Test
    @Shows("M5")
    void theTemplateKeepsNoState() {
        List<Element> views = Views.all().stream()
                .flatMap(file -> Views.elements(file).stream())
                .filter(element -> element.getNodeName().equals("f:view"))
                .toList();
        assertEquals(1, views.size());
        assertEquals("true", views.get(0).getAttribute("transient"));
    }

    @ParameterizedTest
    @MethodSource("everyView")
    @Shows("M5")
    void hasNoScriptButTheDoorsAndNoInlineStyle(Path view) {
        for (Element element : Views.elements(view)) {
            if ("script".equals(element.getLocalName())) {
                assertTrue(view.endsWith("WEB-INF/layout/page.xhtml"), "a script of its own in " + view);
                assertEquals("/nomades/assets/device.js", element.getAttribute("src"));
                assertEquals("", element.getTextContent());
            }
            assertFalse(
                    Set.of("style", "iframe", "object", "embed", "base").contains(element.getLocalName()),
                    element.getNodeName());
            for (String attribute : Views.attributes(element)) {
                String name = attribute.substring(attribute.indexOf(':') + 1);
                assertFalse(name.equals("style") || name.startsWith("on"), element.getNodeName() + " " + attribute);
                assertFalse(element.getAttribute(attribute).strip().startsWith("javascript:"), attribute);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyView")
    @Shows("M5")
    void usesPlainComponentsOnly(Path view) throws IOException {
        for (Element element : Views.elements(view)) {
            String prefix = element.getPrefix() == null ? "" : element.getPrefix();
            assertTrue(
                    Set.of("", "ui", "ip").contains(prefix) || FACES.contains(element.getNodeName()),
                    element.getNodeName());
            assertFalse(element.hasAttribute("escape"), element.getNodeName());
        }
        assertFalse(Files.readString(view).contains("flash"), "no Flash");
    }

    @ParameterizedTest
    @MethodSource("everyView")
    @Shows("M4")
    void guardsEveryForm(Path view) {
        for (Element element : Views.elements(view)) {
            if (element.getNodeName().equals("h:form")) {
                assertEquals(
                        1,
                        element.getElementsByTagName("ip:guard").getLength(),
                        "form token and idempotency key in " + element.getAttribute("id"));
                assertEquals("false", element.getAttribute("prependId"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyView")
    @Shows("M12")
    void linksToNoOtherHost(Path view) {
        for (Element element : Views.elements(view)) {
            for (String attribute : List.of("href", "src", "action", "template")) {
                String value = element.getAttribute(attribute);
                assertFalse(value.matches("(?i)[a-z]+://.*|//.*"), value);
            }
        }
    }
}
