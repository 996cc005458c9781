package fr.intraparis.gateway.device;

/**
 * How a request stands to the key of its session: the facts that the policy judges.
 *
 * @param renewed whether this browser has signed for the session lately
 * @param device what the device is worth today
 */
public record Standing(Key key, boolean renewed, Proof proof, DeviceClass device) {
    /** Nobody is signed in, or no key has been registered for the session. */
    public static final Standing KEYLESS = new Standing(Key.NONE, false, Proof.ABSENT, DeviceClass.UNKNOWN);

    /** Of a device that nobody has recognised. */
    public Standing(Key key, boolean renewed, Proof proof) {
        this(key, renewed, proof, DeviceClass.UNKNOWN);
    }

    /** Whether the session has a key. */
    public enum Key {
        /** None: the browser runs no script, or has not come that far. */
        NONE,
        /** One, of this browser when all is well. */
        BOUND
    }

    /** What the request's own proof is worth. */
    public enum Proof {
        /** There is none. */
        ABSENT,
        /** By the session's key, for this request, now, and for the first time. */
        GOOD,
        /** By the session's key for this address, but used before, too old, or of an earlier session: a reload. */
        STALE,
        /** By another key, or for something else. */
        FALSE
    }

    /** The same browser, if it asked as its own pages do: for {@code explain}, where nobody has asked yet. */
    public Standing asking() {
        return key == Key.NONE ? this : new Standing(key, true, Proof.GOOD, device);
    }
}
