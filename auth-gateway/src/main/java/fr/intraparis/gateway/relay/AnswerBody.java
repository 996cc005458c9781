package fr.intraparis.gateway.relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.hc.core5.http.HttpEntity;

/** The way of a body from an upstream to the client: through one small buffer, never as a whole. */
final class AnswerBody {
    private static final int BUFFER = 64 * 1024;
    /** Bytes after which it is asked whether the client is still there. */
    private static final int UNCHECKED = 16 * 1024;
    /** Each thread's own: a new one for each answer would be most of what the answer costs in memory. */
    private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[BUFFER]);

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
    static void stream(HttpEntity entity, OutputStream to, ClientLine client) throws IOException {
        long length = entity.getContentLength();
        byte[] buffer = BUFFERS.get();
        // Not closed here: to close a broken body is to read its rest. The answer is closed by who opened it.
        InputStream from = entity.getContent();
        int unchecked = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            boolean now = length < 0 && from.available() == 0;
            send(to, buffer, count, now);
            unchecked += count;
            if (now || unchecked >= UNCHECKED) {
                unchecked = 0;
                if (client.gone()) {
                    throw new Unread(new EOFException("the connection is closed"));
                }
            }
        }
    }

    /** @param now what an upstream sends bit by bit is meant to be seen bit by bit */
    private static void send(OutputStream to, byte[] buffer, int count, boolean now) throws IOException {
        try {
            to.write(buffer, 0, count);
            if (now) {
                to.flush();
            }
        } catch (IOException gone) {
            throw new Unread(gone);
        }
    }
}
