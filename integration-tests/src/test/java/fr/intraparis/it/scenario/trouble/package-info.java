/** Scenarios: trouble. */
@NullMarked
package fr.intraparis.it.scenario.trouble;

import org.jspecify.annotations.NullMarked;
