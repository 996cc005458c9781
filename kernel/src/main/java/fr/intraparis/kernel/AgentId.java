package fr.intraparis.kernel;

/**
 * The number of an agent of the city: seven digits, given once, never reused. It is what modules say to each other;
 * the user name is only how the agent signs in.
 *
 * @param value seven digits
 */
public record AgentId(String value) {

    /** @throws CodedException {@link ErrorCode#SYS_BAD_REQUEST} when {@code value} is not seven digits */
    public AgentId {
        if (value.length() != 7 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "agent number is not seven digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
