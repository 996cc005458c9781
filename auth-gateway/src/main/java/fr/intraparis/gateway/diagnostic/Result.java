package fr.intraparis.gateway.diagnostic;

import fr.intraparis.kernel.ErrorCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param code what is wrong, with its cure; null when nothing is, or nothing is known
 * @param evidence what was seen, the same in every language
 * @param note name of a sentence that says it in the reader's language; empty for none
 */
record Result(State state, @Nullable ErrorCode code, String evidence, String note) {
    /** How a check came out. */
    enum State {
        /** As it should be. */
        GOOD,
        /** Not as it should be, and no hindrance. */
        ADVICE,
        /** It keeps the agent out, or soon will. */
        FAULT,
        /** Nobody knows. */
        UNMEASURED;

        /** As pages and receipts say it. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Result good(String evidence, String note) {
        return new Result(State.GOOD, null, evidence, note);
    }

    static Result fault(ErrorCode code, String evidence, String note) {
        return new Result(State.FAULT, code, evidence, note);
    }

    static Result unmeasured(String note) {
        return new Result(State.UNMEASURED, null, "", note);
    }

    /** What the receipt says: the state, and the code if there is one. */
    String brief() {
        return code == null ? state.id() : state.id() + " " + code.code();
    }
}
