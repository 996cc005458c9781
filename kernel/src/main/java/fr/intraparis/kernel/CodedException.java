package fr.intraparis.kernel;

import java.io.Serial;

/** A failure that has its place in the closed list. The detail is for people: it never holds a secret. */
public final class CodedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** @param detail what happened here, in a few words; shown to the person and logged */
    public CodedException(ErrorCode code, String detail) {
        super(detail);
        this.code = code;
    }

    /** As above, with what caused it; the cause is logged, never shown. */
    public CodedException(ErrorCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    /** The entry of the catalogue. */
    public ErrorCode code() {
        return code;
    }

    /** The detail, as {@link #getMessage()} but never null. */
    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
