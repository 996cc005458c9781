/** Scenarios: door. */
@NullMarked
package fr.intraparis.it.scenario.door;

import org.jspecify.annotations.NullMarked;
