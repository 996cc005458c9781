/** Scenarios: token. */
@NullMarked
package fr.intraparis.it.scenario.token;

import org.jspecify.annotations.NullMarked;
