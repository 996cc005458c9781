package fr.intraparis.kernel.contract.nomades;

import java.time.Instant;

/**
 * A block, as operators see it.
 *
 * @param scope SESSION, or PERSON for all that the person does
 * @param curable lifted by the door when the cause is gone; else by two operators
 * @param code what the person is told
 * @param cause the rule, or {@code operator}
 * @param by {@code nomades} for the door, else the operator
 * @param signedBy who has signed the lifting so far; empty when nobody has
 * @param lifted whether it is over
 */
public record BlockView(
        String id,
        String username,
        String scope,
        boolean curable,
        String code,
        String cause,
        String evidence,
        Instant since,
        String by,
        String signedBy,
        boolean lifted) {}
