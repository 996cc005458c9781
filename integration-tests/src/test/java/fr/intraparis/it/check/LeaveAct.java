package fr.intraparis.it.check;

import com.google.gson.JsonObject;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Story;
import fr.intraparis.stack.secret.Person;
import java.util.UUID;

/** A request for leave and its approval, done through the API, for scenarios that are about what follows. */
public final class LeaveAct {
    private LeaveAct() {}

    /** The reference of an approved request; it is forgotten when the scenario ends. */
    public static String approved(City city, Instruments instruments, Person agent, Person manager) {
        JsonObject request = submitted(city, instruments, agent);
        JsonObject decided = post(
                city,
                instruments,
                manager,
                "/hr/api/leave-requests/" + request.get("id").getAsString() + "/decision",
                "{\"approved\":true,\"version\":" + request.get("version").getAsLong() + "}",
                "agent",
                "manager");
        return decided.get("reference").getAsString();
    }

    /** The id of a request that waits for its decision; it is forgotten when the scenario ends. */
    public static String pending(City city, Instruments instruments, Person agent) {
        return submitted(city, instruments, agent).get("id").getAsString();
    }

    /** Takes back whatever that person will have asked for in that week, when the scenario ends. */
    public static void forgetAfterwards(Instruments instruments, Person agent, HolidayWeek week) {
        Story.current()
                .afterwards(() -> instruments
                        .hr()
                        .change(
                                "DELETE FROM leave_request WHERE agent_id = ? AND period && daterange(?, ?, '[]')",
                                agent.agentId(),
                                week.from(),
                                week.to()));
    }

    private static JsonObject submitted(City city, Instruments instruments, Person agent) {
        HolidayWeek week = HolidayWeek.next(city, instruments, agent);
        forgetAfterwards(instruments, agent, week);
        return post(
                city,
                instruments,
                agent,
                "/hr/api/leave-requests",
                "{\"from\":\"" + week.from() + "\",\"to\":\"" + week.to() + "\"}",
                "agent");
    }

    /** A request of one day that waits for its decision; it is forgotten when the scenario ends. */
    public static JsonObject oneDay(City city, Instruments instruments, Person agent) {
        Api api = new Api(city, instruments);
        // A Tuesday may be a public holiday, which cannot be asked for: the next one then.
        for (Database.Row row : instruments
                .hr()
                .rows(
                        "SELECT d::date::text AS day FROM generate_series(current_date + 20, current_date + 90, '1 day') d"
                                + " WHERE extract(isodow FROM d) = 2 AND NOT EXISTS (SELECT 1 FROM leave_request l"
                                + " WHERE l.agent_id = ? AND l.period @> d::date)",
                        agent.agentId())) {
            String day = String.valueOf(row.get("day"));
            Story.current()
                    .afterwards(() -> instruments
                            .hr()
                            .change(
                                    "DELETE FROM leave_request WHERE agent_id = ? AND first_day = ?::date",
                                    agent.agentId(),
                                    day));
            Http.Answer answer = api.ask(
                    Caller.of(agent, "agent"),
                    "POST",
                    "/hr/api/leave-requests",
                    "{\"from\":\"" + day + "\",\"to\":\"" + day + "\"}",
                    UUID.randomUUID().toString());
            if (answer.status() == 201) {
                return answer.json();
            }
        }
        throw new IllegalStateException("No Tuesday of the next months is free for " + agent);
    }

    private static JsonObject post(
            City city, Instruments instruments, Person caller, String path, String body, String... roles) {
        Http.Answer answer = instruments
                .http()
                .send(
                        "POST",
                        city.behind(path),
                        body,
                        "Authorization",
                        "Bearer " + instruments.tokens().valid(caller, "hr-services", roles),
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        if (answer.status() / 100 != 2) {
            throw new AssertionError(path + ": " + answer.status() + " " + answer.text());
        }
        return answer.json();
    }
}
