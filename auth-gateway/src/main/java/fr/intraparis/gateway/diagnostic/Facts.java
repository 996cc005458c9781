package fr.intraparis.gateway.diagnostic;

import fr.intraparis.gateway.Visit;
import fr.intraparis.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the checks judge, gathered once.
 *
 * @param neighbours how the parts that the door calls are; empty when nobody has asked them
 * @param maxClockOffset beyond which a clock is wrong, either way
 */
record Facts(Visit visit, Measured measured, List<Neighbour> neighbours, Duration maxClockOffset) {
    /**
     * A part that the door calls.
     *
     * @param trouble what is wrong with it; null when it is ready
     */
    record Neighbour(String name, @Nullable ErrorCode trouble) {}
}
