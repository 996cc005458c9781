/**
 * The audit of one schema: a row in the act's own transaction, authenticated with a key that the database does not
 * have, then numbered and chained in groups within a second (requirement rows C2, E5; docs/architecture.md).
 *
 * <p>Called by each WAR with its own connection. An edited, deleted or inserted row is named by
 * {@link fr.intraparis.kernel.audit.AuditVerifier}; the cutting of the newest rows is not seen without a checkpoint
 * kept outside the database.
 */
@NullMarked
package fr.intraparis.kernel.audit;

import org.jspecify.annotations.NullMarked;
