package fr.intraparis.gateway.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.hc.core5.http.HttpEntity;

/** The way of a body from an upstream to the client: through one small buffer, never as a whole. */
final class AnswerBody {
    private static final int BUFFER = 16 * 1024;

    /** The client went away while receiving. */
    static final class Unread extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        Unread(IOException cause) {
            super(cause);
        }
    }

    private AnswerBody() {}

    /**
     * Streams it.
     *
     * @throws Unread when the client is gone: the upstream need not make the rest
     * @throws IOException when the upstream broke off
     */
    static void stream(HttpEntity entity, OutputStream to) throws IOException {
        long length = entity.getContentLength();
        byte[] buffer = new byte[length >= 0 && length < BUFFER ? (int) Math.max(1, length) : BUFFER];
        // Not closed here: to close a broken body is to read its rest. The answer is closed by who opened it.
        InputStream from = entity.getContent();
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            try {
                to.write(buffer, 0, count);
                // What an upstream sends bit by bit is meant to be seen bit by bit.
                if (length < 0 && from.available() == 0) {
                    to.flush();
                }
            } catch (IOException gone) {
                throw new Unread(gone);
            }
        }
    }
}
