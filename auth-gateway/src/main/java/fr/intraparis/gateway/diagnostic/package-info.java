/**
 * The diagnostic page, {@code /nomades/diagnostic}: what stands between this workstation and Intraparis, told before any
 * login and also to the browsers and networks that are refused. {@link fr.intraparis.gateway.diagnostic.Diagnosis} is the
 * list of checks, pure functions from facts to a result. Plain HTML5; what only a script can measure is measured by one
 * and judged here like the rest. The report is a signed receipt that says nothing about the person.
 *
 * <p>Called by the pipeline, before posture and session. Meets D3 (preflight diagnostics) and B6 (the workstation's
 * clock). Shows NOM-BRW-001, 002 and 004 to 006, NOM-CLK-001, NOM-NET-002 to 005, and for what the door calls NOM-IDP-001
 * and 002, NOM-REL-004 and 005, NOM-SYS-006.
 */
@NullMarked
package fr.intraparis.gateway.diagnostic;

import org.jspecify.annotations.NullMarked;
