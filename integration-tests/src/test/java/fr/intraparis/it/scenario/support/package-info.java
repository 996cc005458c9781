/** Scenarios: a way out for whoever is stuck. */
@NullMarked
package fr.intraparis.it.scenario.support;

import org.jspecify.annotations.NullMarked;
