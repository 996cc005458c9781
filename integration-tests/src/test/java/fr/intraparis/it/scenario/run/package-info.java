/** The first of the two commands, as a newcomer types it. */
@NullMarked
package fr.intraparis.it.scenario.run;

import org.jspecify.annotations.NullMarked;
