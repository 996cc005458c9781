package fr.intraparis.kernel;

import java.util.Arrays;
import java.util.Optional;

/** What a person or a service may be, as the realm names it in the {@code groups} claim. */
public enum Role {
    /** Every agent of the city. */
    AGENT("agent"),
    /** Decides on the leave of a team. */
    MANAGER("manager"),
    /** IT department: privileged. */
    IT_ADMIN("it-admin"),
    /** Finance: privileged. */
    FINANCE_ADMIN("finance-admin"),
    /** Sensitive HR: privileged. */
    HR_ADMIN("hr-admin"),
    /** Carried by each of the three privileged populations (statement S11). */
    PRIVILEGED("privileged"),
    /** A service that may hand official messages to the mail bridge. */
    OFFICIAL_SENDER("official-sender"),
    /** The service that owns the official mailbox. */
    OFFICIAL_MAILBOX("official-mailbox"),
    /** The door, when it hands over a ticket of the SOS page or asks for its answer. */
    SUPPORT_DOOR("support-door");

    private final String claim;

    Role(String claim) {
        this.claim = claim;
    }

    /** The name in the token. */
    public String claim() {
        return claim;
    }

    /** The role of that name, if the city knows one. */
    public static Optional<Role> ofClaim(String claim) {
        return Arrays.stream(values()).filter(role -> role.claim.equals(claim)).findFirst();
    }
}
