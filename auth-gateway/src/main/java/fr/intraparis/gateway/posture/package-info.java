/**
 * What is asked of a workstation before anybody signs in: {@link fr.intraparis.gateway.posture.NomadesPosture} is the
 * list. A rule is a pure function from the facts of a visit to a finding; every rule always runs.
 *
 * <p>Called by the pipeline, and by the diagnostic page, which tells the same findings before anybody is refused. Meets
 * S3, A3 (VPN, proxy) and A4 (approved and up-to-date browser). Raises NOM-BRW-001, 002 and 004, NOM-NET-002 to 005.
 */
@NullMarked
package fr.intraparis.gateway.posture;

import org.jspecify.annotations.NullMarked;
