package fr.intraparis.it.scenario.block;

import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Caller;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Story;
import java.util.UUID;

/** The two IT administrators at the door's own API, as portal-web asks for them. */
final class Operators {
    private static final String BLOCKS = "/nomades/api/blocks";

    private final Api api;
    private final Instruments instruments;
    private final Caller david;
    private final Caller ines;

    Operators(City city, Instruments instruments) {
        this.api = new Api(city, instruments);
        this.instruments = instruments;
        this.david = Caller.withPasskey(city.person("david.petit"), "agent", "it-admin", "privileged");
        this.ines = Caller.withPasskey(city.person("ines.faure"), "agent", "it-admin", "privileged");
    }

    /** David blocks somebody; whatever happens, nobody is blocked afterwards. */
    String block(String username, String reason) {
        Http.Answer answer = ask(david, BLOCKS, "{\"username\":\"" + username + "\",\"reason\":\"" + reason + "\"}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return answer.json().get("id").getAsString();
    }

    /** Says before the act that both lift what is left at the end. */
    void liftAfterwards(String username) {
        Story.current()
                .afterwards(() -> instruments
                        .nomades()
                        .rows(
                                "SELECT id::text AS id FROM session_block WHERE username = ? AND lifted IS NULL AND NOT curable",
                                username)
                        .forEach(row -> lift(row.get("id").toString())));
    }

    /** Both sign. */
    void lift(String block) {
        davidSigns(block);
        inesSigns(block);
    }

    Http.Answer davidSigns(String block) {
        return ask(david, BLOCKS + "/" + block + "/signature", "");
    }

    Http.Answer inesSigns(String block) {
        return ask(ines, BLOCKS + "/" + block + "/signature", "");
    }

    private Http.Answer ask(Caller caller, String path, String body) {
        return api.ask(caller, "POST", path, body, UUID.randomUUID().toString());
    }
}
