package fr.intraparis.it.check;

import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Story;
import java.util.UUID;

/** The two IT administrators at the door's own API, as portal-web asks for them. */
public final class Operators {
    private static final String BLOCKS = "/nomades/api/blocks";

    private final Api api;
    private final Instruments instruments;
    private final Caller david;
    private final Caller ines;

    /** Takes their places. */
    public Operators(City city, Instruments instruments) {
        this.api = new Api(city, instruments);
        this.instruments = instruments;
        this.david = Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged");
        this.ines = Caller.withPasskey(city.person("ines.faure"), "agent", "it-admin", "privileged");
    }

    /** David blocks somebody. @return the number of the block */
    public String block(String username, String reason) {
        Http.Answer answer = ask(david, BLOCKS, "{\"username\":\"" + username + "\",\"reason\":\"" + reason + "\"}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return answer.json().get("id").getAsString();
    }

    /** Says before the act that both lift what is left at the end. */
    public void liftAfterwards(String username) {
        Story.current()
                .afterwards(() -> instruments
                        .nomades()
                        .rows(
                                "SELECT id::text AS id FROM session_block WHERE username = ? AND lifted IS NULL AND NOT curable",
                                username)
                        .forEach(row -> lift(row.get("id").toString())));
    }

    /** Both sign. */
    public void lift(String block) {
        davidSigns(block);
        inesSigns(block);
    }

    /** One of them signs. */
    public Http.Answer davidSigns(String block) {
        return ask(david, BLOCKS + "/" + block + "/signature", "");
    }

    /** The other one signs. */
    public Http.Answer inesSigns(String block) {
        return ask(ines, BLOCKS + "/" + block + "/signature", "");
    }

    private Http.Answer ask(Caller caller, String path, String body) {
        return api.ask(caller, "POST", path, body, UUID.randomUUID().toString());
    }
}
