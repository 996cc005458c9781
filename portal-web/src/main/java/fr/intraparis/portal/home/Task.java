package fr.intraparis.portal.home;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for the visitor.
 *
 * @param kind TEAM_REQUEST or OFFICIAL_MESSAGE
 * @param subject whose request, or the subject of the message
 * @param detail the dates, or the sender
 * @param due by when; null if no day is set
 * @param link where it is done, within the portal
 */
public record Task(
        String kind,
        String subject,
        String detail,
        @Nullable LocalDate due,
        String link) {}
