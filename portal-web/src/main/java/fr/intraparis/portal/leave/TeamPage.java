package fr.intraparis.portal.leave;

import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What the visitor's team asks for. */
@Named
@RequestScoped
public class TeamPage {
    @Inject
    private HrServices hr;

    private Answer<List<LeaveView>> requests = Answer.absent();

    @PostConstruct
    void ask() {
        requests = hr.teamRequestsToDecide().answer();
    }

    /** Before the page is drawn: its status tells whether the visitor has a team. */
    public void show() {
        PageStatus.of(requests.getProblem());
    }

    /** The requests that wait for a decision, or why they are not there. */
    public Answer<List<LeaveView>> getRequests() {
        return requests;
    }
}
