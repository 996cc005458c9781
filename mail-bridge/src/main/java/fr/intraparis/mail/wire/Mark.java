package fr.intraparis.mail.wire;

import jakarta.mail.Flags;

/** The flags that may be set. Never a user flag: a line break in its name was measured to become a second command. */
public enum Mark {
    /** The agent has opened it. */
    SEEN(Flags.Flag.SEEN);

    private final Flags.Flag flag;

    Mark(Flags.Flag flag) {
        this.flag = flag;
    }

    Flags flags() {
        return new Flags(flag);
    }
}
