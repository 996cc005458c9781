package fr.intraparis.gateway.refusal;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.GatewayStart;
import fr.intraparis.gateway.audit.Refusals;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.SharedComputer;
import fr.intraparis.gateway.throttle.Throttle;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** What becomes of a refusal: a line in the log, a row in the audit, a page for the person. */
@ApplicationScoped
public class RefusalAnswer {
    private static final Log LOG = Log.of(RefusalAnswer.class);
    /** The statuses of what somebody was kept from. */
    private static final Set<Integer> AUDITED = Set.of(401, 403, 429);

    @Inject
    GatewayStart start;

    @Inject
    RefusalPage pages;

    @Inject
    Refusals refusals;

    @Inject
    Throttle throttle;

    /** Answers, unless an answer has begun already. */
    public void give(Exchange exchange, CodedException refused) throws IOException {
        LOG.info("refused", "code", refused.code().code(), "rule", exchange.rule(), "detail", refused.detail());
        if (audited(refused.code())) {
            note(exchange, refused.code());
        }
        if (exchange.response().isCommitted()) {
            LOG.info(
                    "refused after the answer had begun", "code", refused.code().code());
            return;
        }
        if (refused.code() == ErrorCode.SES_ENDED && SharedComputer.is(exchange.request())) {
            SharedComputer.clear(exchange.response());
        }
        if (exchange.visited() && exchange.session() == null && !throttle.explains(exchange.visit())) {
            pages.write(exchange, ErrorCode.REL_TOO_MANY, "");
            return;
        }
        pages.write(exchange, refused.code(), refused.detail());
    }

    /** What somebody was kept from is written down; a wrong address or a neighbour that is down is not a refusal. */
    private boolean audited(ErrorCode code) {
        return start.migrated()
                && AUDITED.contains(code.status())
                && code != ErrorCode.SES_NONE
                && code != ErrorCode.SES_ENDED;
    }

    private void note(Exchange exchange, ErrorCode code) {
        Session session = exchange.session();
        boolean visited = exchange.visited();
        refusals.note(
                AuditEntry.refused(
                        session == null ? "-" : session.actor(),
                        "refusal",
                        visited ? exchange.visit().path() : "-",
                        code,
                        exchange.correlationId(),
                        visited
                                ? Map.of(
                                        "address", exchange.visit().address().toString(),
                                        "rule", exchange.rule(),
                                        "zone", exchange.visit().zone().name())
                                : Map.of("rule", exchange.rule())),
                visited ? exchange.visit().place() : "-");
    }
}
