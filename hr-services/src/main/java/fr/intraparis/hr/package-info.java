/**
 * The WAR of human resources: context {@code /hr}, API under {@code /hr/api}, readiness at {@code /hr/ready}.
 *
 * <p>Reading order: {@link fr.intraparis.hr.HrApplication} (what it offers), {@code access} (who may call it),
 * {@code leave} and {@code payslip} (what it does), {@code act} (what every change leaves behind), {@code outgoing} (what
 * it sends to mail-bridge). Requirement rows A1, F1, F3.
 */
@NullMarked
package fr.intraparis.hr;

import org.jspecify.annotations.NullMarked;
