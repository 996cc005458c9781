package fr.intraparis.gateway.posture;

/** What a rule thinks of a workstation, best first. */
public enum Verdict {
    /** As it should be. */
    FIT,
    /** Can't be told; the list says whether that blocks. */
    UNKNOWN,
    /** Not fit: no way in. */
    UNFIT
}
