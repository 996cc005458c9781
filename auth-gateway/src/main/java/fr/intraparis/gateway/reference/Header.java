package fr.intraparis.gateway.reference;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a list says of itself, within what is signed. Its name is there so that a signed list can't be passed off as
 * another one.
 *
 * @param list its name, such as {@code vpn}
 * @param version as its author counts
 * @param date of its content; a list of an earlier date never follows one of a later date
 */
public record Header(String list, String version, LocalDate date) {
    /** Of a list that is not there. */
    public static final Header NONE = new Header("", "", LocalDate.EPOCH);

    private static final Pattern COMMENT = Pattern.compile("#\\s*(list|version|date)\\s*:\\s*(\\S{1,60})\\s*");

    /** As its author says. */
    public Header {
        if (version.length() > 60) {
            throw new IllegalArgumentException("the version is longer than 60 characters");
        }
    }

    /** From lines like {@code # version: 12} at the top of a list. */
    static Header ofComments(String text) {
        Map<String, String> said = new HashMap<>();
        text.lines().takeWhile(line -> line.startsWith("#") || line.isBlank()).forEach(line -> {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                said.putIfAbsent(comment.group(1), comment.group(2));
            }
        });
        return of(said.getOrDefault("list", ""), said.getOrDefault("version", ""), said.getOrDefault("date", ""));
    }

    static Header of(String list, String version, String date) {
        if (list.isEmpty() || version.isEmpty() || date.isEmpty()) {
            throw new IllegalArgumentException("the header lacks list, version or date");
        }
        try {
            return new Header(list, version, LocalDate.parse(date));
        } catch (DateTimeException garbled) {
            throw new IllegalArgumentException("the date is not a date: " + date, garbled);
        }
    }
}
