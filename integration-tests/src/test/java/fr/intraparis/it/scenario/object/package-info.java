/** Scenarios: object. */
@NullMarked
package fr.intraparis.it.scenario.object;

import org.jspecify.annotations.NullMarked;
