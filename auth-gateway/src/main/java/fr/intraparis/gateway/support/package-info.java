/**
 * The SOS page: whoever the door refuses can still write to IT support, and read the answer by a code that is shown
 * once (trap T1). It stands before posture and session; a ticket leaves through the door's outbox, so it is taken while
 * mail-bridge is down. Nobody is named: what goes with a ticket is what the door saw, as the person leaves it.
 *
 * <p>Called by the pipeline and by the door's rounds. Meets E10.2 to E10.4, S22, S84 to S86. Raises NOM-SUP-001, 002,
 * 005, NOM-SES-005, NOM-REL-003, 004 and 006, NOM-SYS-004 and 005.
 */
@NullMarked
package fr.intraparis.gateway.support;

import org.jspecify.annotations.NullMarked;
