/** Scenarios: policy. */
@NullMarked
package fr.intraparis.it.scenario.policy;

import org.jspecify.annotations.NullMarked;
