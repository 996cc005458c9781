package fr.intraparis.mail.wire;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlSanitizer;

/**
 * HTML mail as text: the sanitizer's lexer reads it, and of what it finds only the text is kept. No tag, no link, no
 * image, so nothing that could run, load or betray that the message was opened. The target of a link is written beside
 * its text when the two differ: that is where phishing hides.
 */
final class PlainText {
    private static final Set<String> BREAKS = Set.of(
            "p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr");
    private static final Set<String> SILENT = Set.of("script", "style", "head", "title", "noscript", "template");

    private PlainText() {}

    static String of(String html) {
        Words words = new Words();
        HtmlSanitizer.sanitize(html, words);
        return words.text
                .toString()
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private static final class Words implements HtmlSanitizer.Policy {
        final StringBuilder text = new StringBuilder();
        private int silent;
        private @Nullable String target;
        private int linkStart;

        @Override
        public void openDocument() {
            silent = 0;
        }

        @Override
        public void closeDocument() {
            target = null;
        }

        @Override
        public void openTag(String name, List<String> attributes) {
            if (SILENT.contains(name)) {
                silent++;
            } else if (BREAKS.contains(name)) {
                text.append('\n');
            } else if ("a".equals(name)) {
                int href = attributes.indexOf("href");
                target = href >= 0 && href + 1 < attributes.size() ? attributes.get(href + 1) : null;
                linkStart = text.length();
            }
        }

        @Override
        public void closeTag(String name) {
            if (SILENT.contains(name)) {
                silent = Math.max(0, silent - 1);
            } else if (BREAKS.contains(name)) {
                text.append('\n');
            } else if ("a".equals(name) && target != null) {
                if (!text.substring(linkStart).strip().equals(target)) {
                    text.append(" [").append(SafeMail.visible(target)).append(']');
                }
                target = null;
            }
        }

        @Override
        public void text(String words) {
            if (silent == 0) {
                text.append(words.replace('\n', ' ').replace('\r', ' '));
            }
        }
    }
}
