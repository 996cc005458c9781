package fr.intraparis.hr.payslip;

import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.contract.hr.PayslipLine;
import fr.intraparis.kernel.contract.hr.PayslipView;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Prints one empty sheet when the server starts and throws it away: the first one is twenty times slower than the next
 * (measured: 2.4 s against 0.1 s), which would be longer than the door waits.
 */
@ApplicationScoped
class FirstPrint {
    private static final Log LOG = Log.of(FirstPrint.class);

    @Resource
    ManagedExecutorService executor;

    @Inject
    PayslipSheet sheet;

    private @Nullable Future<?> printing;

    void start(@Observes Startup startup) {
        printing = executor.submit(() -> {
            BigDecimal nought = new BigDecimal("0.00");
            long start = System.nanoTime();
            sheet.print(new PayslipView(
                    "-",
                    "2026-01",
                    "0000000",
                    "–",
                    "–",
                    "–",
                    LocalDate.of(2026, 1, 29),
                    nought,
                    nought,
                    nought,
                    nought,
                    List.of(new PayslipLine(10, "–", nought, nought, nought, nought, nought))));
            LOG.info("payslips can be printed", "ms", (System.nanoTime() - start) / 1_000_000);
        });
    }

    @PreDestroy
    void stop() {
        if (printing != null) {
            printing.cancel(true);
        }
    }
}
