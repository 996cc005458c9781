package fr.intraparis.portal.ticket;

import fr.intraparis.kernel.contract.mail.TicketSummary;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.layout.Texts;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.MailBridge;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The queue: what is open first, the oldest first. */
@Named
@RequestScoped
public class TicketsPage {
    @Inject
    private MailBridge mail;

    @Inject
    private Texts texts;

    private Answer<List<TicketSummary>> tickets = Answer.absent();

    @PostConstruct
    void ask() {
        tickets = mail.tickets().answer();
    }

    /** Before the page is drawn: its status tells whether the queue could be had. */
    public void show() {
        PageStatus.of(tickets.getProblem());
    }

    /** The tickets, or why they are not there. */
    public Answer<List<TicketSummary>> getTickets() {
        return tickets;
    }

    /** How many wait for an answer. */
    public long getOpen() {
        return tickets.value().orElse(List.of()).stream()
                .filter(ticket -> ticket.state().equals("OPEN"))
                .count();
    }

    /** How old a ticket is, in its largest unit. */
    public String age(TicketSummary ticket) {
        Duration age = Duration.between(ticket.openedAt(), Clock.systemUTC().instant());
        if (age.toDays() > 0) {
            return texts.with("tickets.days", age.toDays());
        }
        return age.toHours() > 0
                ? texts.with("tickets.hours", age.toHours())
                : texts.with("tickets.minutes", Math.max(0, age.toMinutes()));
    }
}
