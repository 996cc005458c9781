/** Scenarios: session. */
@NullMarked
package fr.intraparis.it.scenario.session;

import org.jspecify.annotations.NullMarked;
