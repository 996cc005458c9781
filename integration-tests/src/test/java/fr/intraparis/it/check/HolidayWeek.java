package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import fr.intraparis.it.suite.City;
import fr.intraparis.stack.secret.Person;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Eight days in a row that cost five: a weekend and a public holiday are among them. */
public record HolidayWeek(LocalDate from, LocalDate to) {
    private static final int LENGTH = 7;
    private static final int HORIZON = 400;

    /** The next one in which the agent has no live request, all in one year. */
    public static HolidayWeek next(City city, Instruments instruments, Person agent) {
        return all(city, instruments, agent, 1).get(0);
    }

    /** The next ones, disjoint. */
    public static List<HolidayWeek> all(City city, Instruments instruments, Person agent, int wanted) {
        String token = instruments.tokens().valid(agent, "hr-services", "agent");
        List<HolidayWeek> weeks = new ArrayList<>();
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
        for (LocalDate day = today.plusDays(1);
                weeks.size() < wanted && day.isBefore(today.plusDays(HORIZON));
                day = day.plusDays(1)) {
            LocalDate end = day.plusDays(LENGTH);
            if (working(day) && working(end) && day.getYear() == end.getYear() && free(instruments, agent, day, end)) {
                JsonObject count = instruments
                        .http()
                        .get(
                                city.behind("/hr/api/leave-preview?from=" + day + "&to=" + end),
                                "Authorization",
                                "Bearer " + token,
                                "Accept",
                                "application/json")
                        .json();
                if (costsFiveWithHoliday(count)) {
                    weeks.add(new HolidayWeek(day, end));
                    day = end;
                }
            }
        }
        if (weeks.size() < wanted) {
            throw new IllegalStateException("Fewer than " + wanted + " such weeks in " + HORIZON + " days");
        }
        return weeks;
    }

    private static boolean costsFiveWithHoliday(JsonObject count) {
        if (!count.has("days") || count.get("counted").getAsDouble() != 5) {
            return false;
        }
        for (JsonElement day : count.getAsJsonArray("days")) {
            if ("HOLIDAY".equals(day.getAsJsonObject().get("reason").getAsString())) {
                return true;
            }
        }
        return false;
    }

    private static boolean working(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static boolean free(Instruments instruments, Person agent, LocalDate from, LocalDate to) {
        return instruments
                .hr()
                .rows(
                        "SELECT 1 FROM leave_request WHERE agent_id = ? AND state IN ('PENDING', 'APPROVED')"
                                + " AND period && daterange(?, ?, '[]')",
                        agent.agentId(),
                        from,
                        to)
                .isEmpty();
    }
}
