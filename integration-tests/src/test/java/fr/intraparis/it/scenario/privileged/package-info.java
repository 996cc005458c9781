/** Scenarios: privileged. */
@NullMarked
package fr.intraparis.it.scenario.privileged;

import org.jspecify.annotations.NullMarked;
