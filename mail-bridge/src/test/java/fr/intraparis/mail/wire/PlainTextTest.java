package fr.intraparis.mail.wire;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PlainTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text               | <p>Bonjour,</p><p>merci&nbsp;!</p>              | Bonjour,¶¶merci !",
                "script             | a<script>alert(1)</script>b<style>x</style>c    | abc",
                "image              | a<img src=https://evil.example/p.gif>b          | ab",
                "link that misleads | <a href=https://evil.example>https://paris.fr</a> | https://paris.fr [https://evil.example]",
                "honest link        | <a href=https://paris.fr>https://paris.fr</a>   | https://paris.fr",
                "broken html        | <b>a<i>b</b>c<p                                 | abc",
                "entities           | &lt;b&gt; &amp;eacute; é                        | <b> &eacute; é",
                "head               | <head><title>x</title></head><body>y</body>     | y",
                "comment            | a<!-- <p>x</p> -->b                             | ab",
            })
    void keepsTheWordsOnly(String what, String html, String text) {
        assertEquals(text.replace('¶', '\n'), PlainText.of(html), what);
    }
}
