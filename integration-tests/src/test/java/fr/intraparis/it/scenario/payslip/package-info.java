/** Scenarios: payslip. */
@NullMarked
package fr.intraparis.it.scenario.payslip;

import org.jspecify.annotations.NullMarked;
