package fr.intraparis.portal.layout;

import fr.intraparis.kernel.CorrelationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the foot of each page says, so that a screenshot is enough for support. */
@Named
@ApplicationScoped
public class Footer {
    @Inject
    @ConfigProperty(name = "portal.version")
    private String version;

    /** The version of this WAR. */
    public String getVersion() {
        return version;
    }

    /** The number under which this request is found in the logs. */
    public String getCorrelationId() {
        return CorrelationId.current().value();
    }
}
