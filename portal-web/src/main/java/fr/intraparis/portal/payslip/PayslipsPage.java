package fr.intraparis.portal.payslip;

import fr.intraparis.kernel.contract.hr.PayslipSummary;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.HrServices;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The list of payslips, year by year. */
@Named
@RequestScoped
public class PayslipsPage {
    @Inject
    private HrServices hr;

    private Answer<List<PayslipSummary>> payslips = Answer.absent();

    @PostConstruct
    void ask() {
        payslips = hr.payslips().answer();
    }

    /** The list, or why it is not there. */
    public Answer<List<PayslipSummary>> getPayslips() {
        return payslips;
    }

    /** Newest year first, newest month first. */
    public List<Map.Entry<String, List<PayslipSummary>>> getYears() {
        Map<String, List<PayslipSummary>> byYear = payslips.value().orElse(List.of()).stream()
                .sorted(Comparator.comparing(PayslipSummary::month).reversed())
                .collect(Collectors.groupingBy(
                        payslip -> payslip.month().substring(0, 4),
                        () -> new TreeMap<String, List<PayslipSummary>>(Comparator.reverseOrder()),
                        Collectors.toList()));
        return List.copyOf(byYear.entrySet());
    }
}
