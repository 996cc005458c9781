/** Scenarios: login. */
@NullMarked
package fr.intraparis.it.scenario.login;

import org.jspecify.annotations.NullMarked;
