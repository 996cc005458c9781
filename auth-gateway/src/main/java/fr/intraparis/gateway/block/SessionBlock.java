package fr.intraparis.gateway.block;

import fr.intraparis.kernel.ErrorCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A block, with all that is known of it. Its cure is that of its code.
 *
 * @param subject Keycloak's id of the person
 * @param sid the session at Keycloak; null: all that the person does
 * @param curable lifted by the door when the cause is gone; else by two operators
 * @param cause the rule or the decision, in a word that never changes
 * @param evidence what was found, or what the operator says
 * @param by the door, or the operator
 * @param firstSigner whose signature under the lifting there is already
 */
public record SessionBlock(
        UUID id,
        String subject,
        String username,
        @Nullable String sid,
        boolean curable,
        ErrorCode code,
        String cause,
        String evidence,
        Instant since,
        String by,
        @Nullable Operator firstSigner,
        @Nullable Instant lifted) {}
