/** What hr-services says to its callers, above all portal-web (rows F1, F3). Amounts are euros, days are working days. */
@NullMarked
package fr.intraparis.kernel.contract.hr;

import org.jspecify.annotations.NullMarked;
