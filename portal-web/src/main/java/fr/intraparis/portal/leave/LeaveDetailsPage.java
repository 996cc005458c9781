package fr.intraparis.portal.leave;

import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One request of the visitor, which can be withdrawn as long as nobody has decided. */
@Named
@RequestScoped
public class LeaveDetailsPage {
    @Inject
    private HrServices hr;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private Answer<LeaveView> request = Answer.absent();

    @PostConstruct
    void ask() {
        request = hr.leaveRequest(visitor.parameter("id")).answer();
    }

    /** Before the page is drawn: its status tells whether there is such a request. */
    public void show() {
        PageStatus.of(request.getProblem());
    }

    /** « Annuler la demande ». */
    public void cancel() {
        Answer<LeaveView> cancelled = hr.cancelLeave(visitor.parameter("id")).answer();
        if (cancelled.isOk()) {
            request = cancelled;
        } else {
            errors.refuse(cancelled.getProblem());
            PageStatus.of(cancelled.getProblem());
            if (!cancelled.isUnjudged()) {
                guard.renewKey();
            }
        }
    }

    /** The request, or why it is not there. */
    public Answer<LeaveView> getRequest() {
        return request;
    }

    /** Whether it can be withdrawn. */
    public boolean isOpen() {
        return is("PENDING");
    }

    /** Whether it has been withdrawn. */
    public boolean isCancelled() {
        return is("CANCELLED");
    }

    private boolean is(String state) {
        LeaveView view = request.getValue();
        return view != null && view.state().equals(state);
    }

    /** The id that the form sends back. */
    public String getId() {
        return visitor.parameter("id");
    }
}
