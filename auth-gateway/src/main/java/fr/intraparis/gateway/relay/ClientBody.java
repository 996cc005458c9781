package fr.intraparis.gateway.relay;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

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
    private long read;

    ClientBody(InputStream in, long most) {
        super(in);
        this.most = most;
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
        if (read > most) {
            throw new CodedException(ErrorCode.REL_TOO_LARGE, "> " + most / 1_048_576 + " MiB");
        }
        return count;
    }
}
