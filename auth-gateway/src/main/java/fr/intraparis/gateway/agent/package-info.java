/**
 * What the door tells a signed-in agent about themself: which sessions are open in their name, to end any of them, and
 * why a page is open or closed to them, by the judgement that the door itself goes by ({@link
 * fr.intraparis.gateway.RoutePolicy}).
 *
 * <p>Called by the pipeline, behind the rules of {@link fr.intraparis.gateway.Routes}. Meets A1 (explain) and A5, A6 (own
 * sessions). Raises NOM-SES-004, NOM-SYS-002 and NOM-REL-002.
 */
@NullMarked
package fr.intraparis.gateway.agent;

import org.jspecify.annotations.NullMarked;
