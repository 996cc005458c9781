package fr.intraparis.portal.upstream;

/** Who can be asked, where it is, and in which header the door hands over the token whose one audience it is. */
enum Neighbour {
    HR("portal.hr", "Nomades-Token-Hr"),
    MAIL("portal.mail", "Nomades-Token-Mail"),
    NOMADES("portal.nomades", "Nomades-Token-Nomades");

    private final String configKey;
    private final String tokenHeader;

    Neighbour(String configKey, String tokenHeader) {
        this.configKey = configKey;
        this.tokenHeader = tokenHeader;
    }

    String configKey() {
        return configKey;
    }

    String tokenHeader() {
        return tokenHeader;
    }
}
