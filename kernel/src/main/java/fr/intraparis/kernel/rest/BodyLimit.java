package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no more of a request than the interface can mean: beyond, NOM-REL-006, whatever length was announced. */
@Priority(Priorities.HEADER_DECORATOR)
public final class BodyLimit implements ContainerRequestFilter {
    private final long most;

    /** @param most bytes */
    public BodyLimit(long most) {
        this.most = most;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > most) {
            throw tooLarge();
        }
        request.setEntityStream(new Limited(request.getEntityStream(), most));
    }

    private static CodedException tooLarge() {
        return new CodedException(ErrorCode.REL_TOO_LARGE, "");
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
