package fr.intraparis.portal.leave;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.contract.hr.LeaveCount;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.kernel.contract.hr.SubmitLeave;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new request for leave. The first button counts, the second sends; both keep what was typed. Dates are text until
 * they are read here, so that even nonsense stays in its field.
 */
@Named
@RequestScoped
public class LeaveRequestPage {
    private static final Set<ErrorCode> ABOUT_DATES =
            Set.of(ErrorCode.HRS_PERIOD, ErrorCode.HRS_OVERLAP, ErrorCode.HRS_BALANCE);
    private static final int LONGEST_COMMENT = 500;

    @Inject
    private HrServices hr;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private String from = "";
    private String to = "";
    private String comment = "";
    private Answer<LeaveCount> count = Answer.absent();
    private Answer<LeaveView> sent = Answer.absent();

    /** « Calculer ». */
    public void calculate() {
        period().ifPresent(this::preview);
    }

    /** « Envoyer la demande »: only a period whose count has been seen. */
    public void send() {
        Optional<Period> period = period();
        if (comment.length() > LONGEST_COMMENT) {
            errors.add("comment", "leave.error.comment", LONGEST_COMMENT);
        }
        if (period.isEmpty() || !errors.isNone()) {
            return;
        }
        Period asked = period.get();
        if (!visitor.parameter("counted").equals(asked.name())) {
            errors.add("from", "leave.error.recount");
            preview(asked);
            return;
        }
        String text = comment.isBlank() ? null : comment.strip();
        sent = hr.submitLeave(new SubmitLeave(asked.from(), asked.to(), text)).answer();
        if (!sent.isOk()) {
            refuse(sent);
            if (!sent.isUnjudged()) {
                guard.renewKey();
                count = hr.leavePreview(asked.from(), asked.to()).answer();
            }
        }
    }

    private void preview(Period asked) {
        count = hr.leavePreview(asked.from(), asked.to()).answer();
        if (!count.isOk()) {
            refuse(count);
        }
    }

    private void refuse(Answer<?> answer) {
        Problem problem = answer.getProblem();
        if (problem != null && ABOUT_DATES.contains(problem.code())) {
            errors.refuse(problem, "from");
        } else {
            errors.refuse(problem);
        }
        PageStatus.of(problem);
    }

    private Optional<Period> period() {
        LocalDate first = date("from", from);
        LocalDate last = date("to", to);
        if (first == null || last == null) {
            return Optional.empty();
        }
        if (last.isBefore(first)) {
            errors.add("to", "leave.error.order");
            return Optional.empty();
        }
        return Optional.of(new Period(first, last));
    }

    private @Nullable LocalDate date(String field, String text) {
        if (text.isBlank()) {
            errors.add(field, "leave.error." + field);
            return null;
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException notADate) {
            errors.add(field, "leave.error.date");
            return null;
        }
    }

    /** The period whose count the person has seen; empty before. Only that one can be sent. */
    public String getCounted() {
        return count.value()
                .map(seen -> new Period(seen.from(), seen.to()).name())
                .orElseGet(() -> visitor.parameter("counted"));
    }

    /** Whether the request has arrived: then the page is its confirmation. */
    public boolean isDone() {
        return sent.isOk();
    }

    /** The request as hr-services keeps it; null until it has arrived. */
    public @Nullable LeaveView getSent() {
        return sent.getValue();
    }

    /** What the period would cost; null until it has been asked for. */
    public @Nullable LeaveCount getCount() {
        return count.getValue();
    }

    /** First day. */
    public String getFrom() {
        return from;
    }

    /** First day. */
    public void setFrom(@Nullable String from) {
        this.from = from == null ? "" : from;
    }

    /** Last day. */
    public String getTo() {
        return to;
    }

    /** Last day. */
    public void setTo(@Nullable String to) {
        this.to = to == null ? "" : to;
    }

    /** A word for the manager. */
    public String getComment() {
        return comment;
    }

    /** A word for the manager. */
    public void setComment(@Nullable String comment) {
        this.comment = comment == null ? "" : comment;
    }

    private record Period(LocalDate from, LocalDate to) {
        String name() {
            return from + "/" + to;
        }
    }
}
