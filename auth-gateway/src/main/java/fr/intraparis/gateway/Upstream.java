package fr.intraparis.gateway;

/** Where a request may be relayed to. Nothing else is reachable through the door. */
public enum Upstream {
    /** The Faces pages, {@code nomades.upstream-portal}. */
    PORTAL,
    /** {@code nomades.upstream-hr}. */
    HR,
    /** {@code nomades.upstream-mail}. */
    MAIL,
    /** Login pages, {@code intraparis.keycloak}'s host. */
    KEYCLOAK,
    /** Nowhere: a page of the door itself. */
    DOOR
}
