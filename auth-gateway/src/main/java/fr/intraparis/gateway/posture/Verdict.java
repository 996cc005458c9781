package fr.intraparis.gateway.posture;

/** What a rule thinks of a workstation, best first. */
public enum Verdict {
    /** As it should be. */
    FIT,
    /** Not as it should be, and no reason to keep anybody out: the person is told. */
    ADVICE,
    /** Can't be told; the list says whether that blocks. */
    UNKNOWN,
    /** Not fit: no way in. */
    UNFIT
}
