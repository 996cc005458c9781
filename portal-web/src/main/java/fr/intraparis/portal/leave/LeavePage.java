package fr.intraparis.portal.leave;

import fr.intraparis.kernel.contract.hr.LeaveBalance;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import fr.intraparis.portal.upstream.Pending;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;

/** The balance and the requests of the visitor. */
@Named
@RequestScoped
public class LeavePage {
    @Inject
    private HrServices hr;

    private Answer<LeaveBalance> balance = Answer.absent();
    private Answer<List<LeaveView>> requests = Answer.absent();

    @PostConstruct
    void ask() {
        Pending<LeaveBalance> balanceCall = hr.leaveBalance();
        requests = hr.leaveRequests().answer();
        balance = balanceCall.answer();
    }

    /** What is left this year, or why it is not known. */
    public Answer<LeaveBalance> getBalance() {
        return balance;
    }

    /** Where the part that is taken ends, in percent of what is due: for the bar beside the figures. */
    public int getTakenShare() {
        return share(LeaveBalance::taken);
    }

    /** How wide the part that waits for a decision is, in percent. */
    public int getPendingShare() {
        return share(LeaveBalance::pending);
    }

    private int share(Function<LeaveBalance, BigDecimal> part) {
        return balance.value()
                .filter(due -> due.entitled().signum() > 0)
                .map(due -> part.apply(due)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(due.entitled(), 0, RoundingMode.HALF_UP)
                        .intValue())
                .map(percent -> Math.max(0, Math.min(100, percent)))
                .orElse(0);
    }

    /** The requests, newest first, or why they are not there. */
    public Answer<List<LeaveView>> getRequests() {
        return requests;
    }
}
