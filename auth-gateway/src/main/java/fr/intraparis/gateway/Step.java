package fr.intraparis.gateway;

import java.io.IOException;

/** One step of a request through the door. It throws a {@link fr.intraparis.kernel.CodedException} to refuse. */
@FunctionalInterface
public interface Step {
    /** What comes after a step. */
    enum Then {
        /** The next step. */
        NEXT,
        /** Nothing: the step has answered. */
        DONE,
        /** The container: a resource of the door's own API serves it. */
        CONTAINER
    }

    /** Takes the step. */
    Then take(Exchange exchange) throws IOException;
}
