package fr.intraparis.gateway.posture;

/**
 * What a browser says it is: a claim, not a proof. It keeps the honest agent up to date; it stops no liar.
 *
 * @param family for instance Firefox; empty when it does not say, or says nonsense
 * @param major 0 when it does not say
 * @param system {@code desktop}, {@code android}, {@code ios}; empty when it does not say
 */
public record Browser(String family, int major, String system) {
    /** One that says nothing of itself. */
    public static final Browser UNKNOWN = new Browser("", 0, "");
}
