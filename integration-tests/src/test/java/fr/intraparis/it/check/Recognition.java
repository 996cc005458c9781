package fr.intraparis.it.check;

import fr.intraparis.it.suite.City;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What IT says about the device of a session: by the door's own API, with an administrator's token. */
public final class Recognition {
    private final Instruments instruments;
    private final Api api;
    private final Caller administrator;

    public Recognition(City city, Instruments instruments) {
        this.instruments = instruments;
        this.api = new Api(city, instruments);
        this.administrator = Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged");
    }

    /** The thumbprint of the key that the session of that number has. */
    public String thumbprint(String session) {
        return instruments.nomades().value("SELECT thumbprint FROM session_key WHERE session = ?", session);
    }

    /** It is a workstation of the city. */
    public void workstation(String username, String session) {
        say(username, session, "\"kind\":\"WORKSTATION\"");
    }

    /** It is a personal device, authorised until the eve of that day. */
    public void personal(String username, String session, String ends) {
        say(username, session, "\"kind\":\"PERSONAL\",\"agreement\":\"TT-2026-17\",\"ends\":\"" + ends + "\"");
    }

    /** It is nothing in particular any more. */
    public void unknown(String username, String session) {
        say(username, session, "\"kind\":\"UNKNOWN\"");
    }

    private void say(String username, String session, String words) {
        Http.Answer answer = api.ask(
                administrator,
                "POST",
                "/nomades/api/devices/" + thumbprint(session) + "/decision",
                "{\"username\":\"" + username + "\"," + words + "}",
                UUID.randomUUID().toString());
        assertEquals(200, answer.status(), answer.text());
    }
}
