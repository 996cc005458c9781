package fr.intraparis.portal.upstream;

import fr.intraparis.kernel.contract.hr.AgentProfile;
import fr.intraparis.kernel.contract.hr.DecideLeave;
import fr.intraparis.kernel.contract.hr.LeaveBalance;
import fr.intraparis.kernel.contract.hr.LeaveCount;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.kernel.contract.hr.PayslipSummary;
import fr.intraparis.kernel.contract.hr.PayslipView;
import fr.intraparis.kernel.contract.hr.SubmitLeave;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What hr-services can be asked, in the name of the visitor. */
@ApplicationScoped
public class HrServices {
    @Inject
    private Upstream upstream;

    /** Who the visitor is for human resources. */
    public Pending<AgentProfile> profile() {
        return upstream.get(Neighbour.HR, "/api/me", AgentProfile.class);
    }

    /** The visitor's payslips, newest first. */
    public Pending<List<PayslipSummary>> payslips() {
        return upstream.<PayslipSummary[]>get(Neighbour.HR, "/api/payslips", PayslipSummary[].class)
                .map(List::of);
    }

    /** One payslip of the visitor. */
    public Pending<PayslipView> payslip(String id) {
        return upstream.get(Neighbour.HR, "/api/payslips/" + Upstream.segment(id), PayslipView.class);
    }

    /** What is left this year. */
    public Pending<LeaveBalance> leaveBalance() {
        return upstream.get(Neighbour.HR, "/api/leave-balance", LeaveBalance.class);
    }

    /** The visitor's own requests, newest first. */
    public Pending<List<LeaveView>> leaveRequests() {
        return upstream.<LeaveView[]>get(Neighbour.HR, "/api/leave-requests", LeaveView[].class)
                .map(List::of);
    }

    /** What a period would cost. */
    public Pending<LeaveCount> leavePreview(LocalDate from, LocalDate to) {
        return upstream.get(Neighbour.HR, "/api/leave-preview?from=" + from + "&to=" + to, LeaveCount.class);
    }

    /** Sends a request for leave. */
    public Pending<LeaveView> submitLeave(SubmitLeave request) {
        return upstream.post(Neighbour.HR, "/api/leave-requests", LeaveView.class, request);
    }

    /** One request: the visitor's own, or one of the team that the visitor manages. */
    public Pending<LeaveView> leaveRequest(String id) {
        return upstream.get(Neighbour.HR, "/api/leave-requests/" + Upstream.segment(id), LeaveView.class);
    }

    /** Withdraws a request of the visitor that nobody has decided yet. */
    public Pending<LeaveView> cancelLeave(String id) {
        return upstream.post(
                Neighbour.HR,
                "/api/leave-requests/" + Upstream.segment(id) + "/cancellation",
                LeaveView.class,
                Map.of());
    }

    /** All requests of the team that the visitor manages, whatever became of them. */
    public Pending<List<LeaveView>> teamRequests() {
        return upstream.<LeaveView[]>get(Neighbour.HR, "/api/team/leave-requests", LeaveView[].class)
                .map(List::of);
    }

    /** Those that wait for a decision. */
    public Pending<List<LeaveView>> teamRequestsToDecide() {
        return upstream.<LeaveView[]>get(Neighbour.HR, "/api/team/leave-requests?state=PENDING", LeaveView[].class)
                .map(List::of);
    }

    /** Decides on a request of the team. */
    public Pending<LeaveView> decideLeave(String id, DecideLeave decision) {
        return upstream.post(
                Neighbour.HR, "/api/leave-requests/" + Upstream.segment(id) + "/decision", LeaveView.class, decision);
    }
}
