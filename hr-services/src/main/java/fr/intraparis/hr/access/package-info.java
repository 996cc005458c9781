/**
 * Who is asking and what was typed: the caller out of the verified token, and the reading of ids and dates. The rules
 * about tokens are the kernel's ({@code fr.intraparis.kernel.rest}). Codes: NOM-SES-006, NOM-SYS-002, NOM-HRS-001.
 */
@NullMarked
package fr.intraparis.hr.access;

import org.jspecify.annotations.NullMarked;
