/**
 * Who the agents are: name, service, manager, working week. Called by portal-web; the other features read the entity
 * by its name in their queries. Code: NOM-HRS-006.
 */
@NullMarked
package fr.intraparis.hr.agent;

import org.jspecify.annotations.NullMarked;
