/** Scenarios: page. */
@NullMarked
package fr.intraparis.it.scenario.page;

import org.jspecify.annotations.NullMarked;
