package fr.intraparis.gateway.posture;

import fr.intraparis.kernel.Log;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;

/** Has the recogniser of browsers built while the rest of the door starts. */
@ApplicationScoped
class PrepareBrowsers {
    private static final Log LOG = Log.of(PrepareBrowsers.class);

    @Resource
    private ManagedExecutorService executor;

    void atStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        executor.execute(() -> {
            try {
                Browsers.prepare();
            } catch (RuntimeException failed) {
                LOG.error("browsers can't be recognised: nobody can sign in", failed);
            }
        });
    }
}
