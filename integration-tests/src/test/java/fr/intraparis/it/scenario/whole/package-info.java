/** Scenarios: whole. */
@NullMarked
package fr.intraparis.it.scenario.whole;

import org.jspecify.annotations.NullMarked;
