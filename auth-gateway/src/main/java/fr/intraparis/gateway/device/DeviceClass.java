package fr.intraparis.gateway.device;

/** What a device may do with documents. */
public enum DeviceClass {
    /** The city's own: IT has confirmed its key. It downloads. */
    WORKSTATION("workstation"),
    /** An agent's own, authorised by an agreement until a day. It downloads copies that bear a mark. */
    PERSONAL("personal"),
    /** Any other. It shows documents and downloads none. */
    UNKNOWN("unknown");

    private final String claim;

    DeviceClass(String claim) {
        this.claim = claim;
    }

    /** As the tokens for the WARs say it. */
    public String claim() {
        return claim;
    }
}
