package fr.intraparis.portal.layout;

import fr.intraparis.kernel.Problem;
import jakarta.faces.context.FacesContext;
import org.jspecify.annotations.Nullable;

/** The HTTP status of a page whose main part is missing. */
public final class PageStatus {
    private PageStatus() {}

    /** Sets the status of the problem, if there is one; the page itself says the rest. */
    public static void of(@Nullable Problem problem) {
        if (problem != null) {
            FacesContext.getCurrentInstance()
                    .getExternalContext()
                    .setResponseStatus(problem.code().status());
        }
    }
}
