package fr.intraparis.gateway.direct;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;

/**
 * A part of a message that belongs to its passage alone. The server pools its own, and gives one back twice when
 * compression holds a part back: from then on two messages of one thread may be the same object.
 */
final class Part extends HttpContent {
    Part(HttpHeader head, Buffer bytes, boolean last) {
        super(head, last, bytes);
    }

    /** A header as bytes: the server copies a text character by character, which for tokens is dear. */
    static void put(HttpHeader head, String name, String value) {
        head.getHeaders().addValue(name).setBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Into no pool. */
    @Override
    public void recycle() {
        reset();
    }
}
