/**
 * A retry after an unknown outcome doubles nothing: the answer to each state-changing call is kept under the caller's
 * key, in the transaction of the act (measured: after kills of the database, 60 of 105 commits with an unknown outcome
 * had in fact happened). Tables: {@code idempotency.sql}.
 */
@NullMarked
package fr.intraparis.kernel.idempotency;

import org.jspecify.annotations.NullMarked;
