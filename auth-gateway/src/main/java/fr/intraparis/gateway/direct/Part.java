package fr.intraparis.gateway.direct;

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

    /** Into no pool. */
    @Override
    public void recycle() {
        reset();
    }
}
