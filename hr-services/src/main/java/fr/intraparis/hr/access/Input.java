package fr.intraparis.hr.access;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what came as text; what cannot be read is named in a coded failure. */
public final class Input {
    private Input() {}

    /** The object's id. One that is no UUID is one that does not exist. */
    public static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException noUuid) {
            throw new CodedException(ErrorCode.HRS_NOT_FOUND, "", noUuid);
        }
        throw new CodedException(ErrorCode.HRS_NOT_FOUND, "");
    }

    /** A day in ISO form. */
    public static LocalDate day(String name, @Nullable String text) {
        try {
            return LocalDate.parse(given(name, text));
        } catch (DateTimeException noDay) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, name, noDay);
        }
    }

    /** A value that must be there. */
    public static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, name);
        }
        return value;
    }
}
