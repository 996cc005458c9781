package fr.intraparis.kernel.block;

import fr.intraparis.kernel.ErrorCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A block that is in force, as far as whoever enforces it must know.
 *
 * @param subject Keycloak's id of the person
 * @param sid the session at Keycloak; null: all that this person does
 * @param code what whoever is refused is told
 * @param curable whether the door lifts it by itself as soon as its cause is gone
 */
public record Block(UUID id, String subject, @Nullable String sid, ErrorCode code, boolean curable, Instant since) {
    /** Of two, which one is told first: what needs operators before what heals, then the oldest. */
    public static final Comparator<Block> FIRST =
            Comparator.comparing(Block::curable).thenComparing(Block::since);

    /** Whether it concerns that person in that session. */
    public boolean concerns(@Nullable String otherSubject, @Nullable String otherSid) {
        return sid == null ? subject.equals(otherSubject) : sid.equals(otherSid);
    }
}
