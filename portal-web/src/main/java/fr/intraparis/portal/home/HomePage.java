package fr.intraparis.portal.home;

import fr.intraparis.kernel.contract.hr.LeaveBalance;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.kernel.contract.hr.PayslipSummary;
import fr.intraparis.kernel.contract.mail.MailboxView;
import fr.intraparis.kernel.contract.mail.MessageSummary;
import fr.intraparis.portal.layout.Format;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import fr.intraparis.portal.upstream.MailBridge;
import fr.intraparis.portal.upstream.Pending;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first page: five calls at once, each answered or greyed by itself. */
@Named
@RequestScoped
public class HomePage {
    private static final int NEWS = 3;

    @Inject
    private HrServices hr;

    @Inject
    private MailBridge mail;

    @Inject
    private Visitor visitor;

    @Inject
    private Format format;

    private Answer<LeaveBalance> balance = Answer.absent();
    private Answer<List<LeaveView>> requests = Answer.absent();
    private Answer<List<PayslipSummary>> payslips = Answer.absent();
    private Answer<List<LeaveView>> team = Answer.of(List.of());
    private Answer<MailboxView> mailbox = Answer.absent();

    @PostConstruct
    void ask() {
        Pending<LeaveBalance> balanceCall = hr.leaveBalance();
        Pending<List<LeaveView>> requestsCall = hr.leaveRequests();
        Pending<List<PayslipSummary>> payslipsCall = hr.payslips();
        Pending<MailboxView> mailboxCall = mail.mailbox();
        if (visitor.isManager()) {
            team = hr.teamRequestsToDecide().answer();
        }
        balance = balanceCall.answer();
        requests = requestsCall.answer();
        payslips = payslipsCall.answer();
        mailbox = mailboxCall.answer();
    }

    /** What waits for the visitor; what has a day comes first, the nearest before the others. */
    public List<Task> getTasks() {
        Stream<Task> decisions = team.value().orElse(List.of()).stream()
                .map(request -> new Task(
                        "TEAM_REQUEST",
                        request.agentName(),
                        format.period(request.from(), request.to()) + ", " + format.days(request.days()),
                        request.from(),
                        "/team/decision?id=" + request.id()));
        Stream<Task> letters = messages()
                .filter(message -> message.official() && !message.seen())
                .map(message -> new Task(
                        "OFFICIAL_MESSAGE",
                        message.subject(),
                        format.time(message.receivedAt()),
                        null,
                        "/mailbox/message?id=" + message.id()));
        return Stream.concat(decisions, letters)
                .sorted(Comparator.comparing(HomePage::dueOrNever))
                .toList();
    }

    /** Whether {@link #getTasks()} may lack something because a neighbour is down. */
    public boolean isTasksIncomplete() {
        return !team.isOk() || !mailbox.isOk();
    }

    /** What is left this year. */
    public Answer<LeaveBalance> getBalance() {
        return balance;
    }

    /** How many requests of the visitor wait for the manager. */
    public long getPendingRequests() {
        return requests.value().orElse(List.of()).stream()
                .filter(request -> "PENDING".equals(request.state()))
                .count();
    }

    /** The newest payslip; null if there is none. */
    public @Nullable PayslipSummary getLatestPayslip() {
        return payslips.value().orElse(List.of()).stream().findFirst().orElse(null);
    }

    /** The list of payslips, or why it is not there. */
    public Answer<List<PayslipSummary>> getPayslips() {
        return payslips;
    }

    /** The mailbox, or why it is not there. */
    public Answer<MailboxView> getMailbox() {
        return mailbox;
    }

    /** The team's requests, or why they are not there. */
    public Answer<List<LeaveView>> getTeam() {
        return team;
    }

    /** The newest official messages. */
    public List<MessageSummary> getNews() {
        return messages().filter(MessageSummary::official).limit(NEWS).toList();
    }

    private Stream<MessageSummary> messages() {
        return mailbox.value().map(MailboxView::messages).orElse(List.of()).stream();
    }

    private static LocalDate dueOrNever(Task task) {
        LocalDate due = task.due();
        return due == null ? LocalDate.MAX : due;
    }
}
