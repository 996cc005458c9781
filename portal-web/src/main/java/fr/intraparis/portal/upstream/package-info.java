/**
 * The neighbours that pages ask: hr-services, mail-bridge and the door's own API. A call is started, the page goes on,
 * and the answer is either the value or a coded problem; nothing here throws because a neighbour is down. Called by
 * every feature. Row E10; raises NOM-REL-004, NOM-REL-005, NOM-SES-001 and passes on the codes of the neighbours.
 */
@NullMarked
package fr.intraparis.portal.upstream;

import org.jspecify.annotations.NullMarked;
