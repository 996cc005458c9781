/** Scenarios: leave. */
@NullMarked
package fr.intraparis.it.scenario.leave;

import org.jspecify.annotations.NullMarked;
