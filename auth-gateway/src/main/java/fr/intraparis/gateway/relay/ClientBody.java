package fr.intraparis.gateway.relay;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.time.Duration;

/** What a client uploads: counted, so that no length it claims is believed, and told apart from the upstream's failures. */
final class ClientBody extends FilterInputStream {
    /** The client went away, or never sent what it announced. */
    static final class Gone extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        Gone(IOException cause) {
            super(cause);
        }
    }

    private final long most;
    private final Duration patience;
    private final long start = System.nanoTime();
    private long read;

    /** @param patience for the whole body: who sends a byte now and then holds a thread here and one upstream */
    ClientBody(InputStream in, long most, Duration patience) {
        super(in);
        this.most = most;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException gone) {
            throw new Gone(gone);
        }
        if (count > 0) {
            read += count;
        }
        if (System.nanoTime() - start > patience.toNanos()) {
            throw new Gone(new InterruptedIOException("not sent within " + patience));
        }
        if (read > most) {
            throw new CodedException(ErrorCode.REL_TOO_LARGE, "> " + most / 1_024 + " KiB");
        }
        return count;
    }
}
