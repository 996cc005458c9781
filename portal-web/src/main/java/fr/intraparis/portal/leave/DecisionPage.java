package fr.intraparis.portal.leave;

import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.contract.hr.DecideLeave;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import fr.intraparis.portal.upstream.Pending;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request of the team: its manager approves or refuses, with a word. */
@Named
@RequestScoped
public class DecisionPage {
    private static final Set<String> TAKES_PLACE = Set.of("PENDING", "APPROVED");
    private static final int LONGEST_COMMENT = 500;

    @Inject
    private HrServices hr;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private Answer<LeaveView> request = Answer.absent();
    private Answer<List<LeaveView>> team = Answer.absent();
    private Answer<LeaveView> decided = Answer.absent();
    private String comment = "";

    @PostConstruct
    void ask() {
        Pending<LeaveView> requestCall = hr.leaveRequest(visitor.parameter("id"));
        team = hr.teamRequests().answer();
        request = requestCall.answer();
    }

    /** Before the page is drawn: its status tells whether there is such a request. */
    public void show() {
        if (!isDone()) {
            PageStatus.of(request.getProblem());
        }
    }

    /** « Approuver ». */
    public void approve() {
        decide(true);
    }

    /** « Refuser »: the agent is owed a reason. */
    public void refuse() {
        if (comment.isBlank()) {
            errors.add("comment", "team.error.reason");
        }
        decide(false);
    }

    private void decide(boolean approved) {
        if (comment.length() > LONGEST_COMMENT) {
            errors.add("comment", "leave.error.comment", LONGEST_COMMENT);
        }
        if (!errors.isNone()) {
            return;
        }
        String word = comment.isBlank() ? null : comment.strip();
        decided = hr.decideLeave(visitor.parameter("id"), new DecideLeave(approved, word, version()))
                .answer();
        if (!decided.isOk()) {
            errors.refuse(decided.getProblem());
            PageStatus.of(decided.getProblem());
            if (!decided.isUnjudged()) {
                guard.renewKey();
            }
        }
    }

    /** The version that the manager saw, not the one that is there now. */
    private long version() {
        String seen = visitor.parameter("version");
        return seen.matches("[0-9]{1,18}") ? Long.parseLong(seen) : -1;
    }

    /** The version shown with the form: that of the first time it was shown. */
    public String getSeenVersion() {
        String seen = visitor.parameter("version");
        return seen.isEmpty()
                ? request.value().map(LeaveView::version).map(String::valueOf).orElse("")
                : seen;
    }

    /** The request; null if it cannot be shown. */
    public @Nullable LeaveView getRequest() {
        return request.getValue();
    }

    /** Why it cannot be shown; null if it can. */
    public @Nullable Problem getMissing() {
        return request.getProblem();
    }

    /** Whether there is still something to decide. */
    public boolean isOpen() {
        return request.value().map(LeaveView::state).filter("PENDING"::equals).isPresent();
    }

    /** Who else of the team is away, or wants to be, on the same days. */
    public List<LeaveView> getOverlapping() {
        return request.value().map(this::beside).orElse(List.of());
    }

    private List<LeaveView> beside(LeaveView asked) {
        return team.value().orElse(List.of()).stream()
                .filter(other -> !other.id().equals(asked.id())
                        && TAKES_PLACE.contains(other.state())
                        && !other.from().isAfter(asked.to())
                        && !other.to().isBefore(asked.from()))
                .toList();
    }

    /** Whether the decision has been taken: then the page is its confirmation. */
    public boolean isDone() {
        return decided.isOk();
    }

    /** The request as decided; null until then. */
    public @Nullable LeaveView getDecided() {
        return decided.getValue();
    }

    /** A word for the agent. */
    public String getComment() {
        return comment;
    }

    /** A word for the agent. */
    public void setComment(@Nullable String comment) {
        this.comment = comment == null ? "" : comment;
    }
}
