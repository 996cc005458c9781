/** Scenarios: logout. */
@NullMarked
package fr.intraparis.it.scenario.logout;

import org.jspecify.annotations.NullMarked;
