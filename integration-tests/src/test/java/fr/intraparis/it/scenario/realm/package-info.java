/** Scenarios: realm. */
@NullMarked
package fr.intraparis.it.scenario.realm;

import org.jspecify.annotations.NullMarked;
