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
