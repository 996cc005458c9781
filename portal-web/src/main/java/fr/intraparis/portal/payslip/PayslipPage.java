package fr.intraparis.portal.payslip;

import fr.intraparis.kernel.contract.hr.PayslipView;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;

/** One payslip, line by line. */
@Named
@RequestScoped
public class PayslipPage {
    @Inject
    private HrServices hr;

    @Inject
    private Visitor visitor;

    private Answer<PayslipView> payslip = Answer.absent();

    @PostConstruct
    void ask() {
        payslip = hr.payslip(visitor.parameter("id")).answer();
    }

    /** Before the page is drawn: its status tells whether there is such a payslip. */
    public void show() {
        PageStatus.of(payslip.getProblem());
    }

    /** When it is shown: it stands across the page where the document can't be downloaded. */
    public Instant getNow() {
        return Clock.systemUTC().instant();
    }

    /** The payslip, or why it is not there. */
    public Answer<PayslipView> getPayslip() {
        return payslip;
    }
}
