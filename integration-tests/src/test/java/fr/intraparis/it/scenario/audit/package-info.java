/** Scenarios: audit. */
@NullMarked
package fr.intraparis.it.scenario.audit;

import org.jspecify.annotations.NullMarked;
