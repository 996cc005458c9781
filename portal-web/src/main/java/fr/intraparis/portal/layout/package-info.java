/**
 * What all pages share: words in two languages, dates and amounts, the error summary, the style sheet's address, the
 * error page, readiness. Called by every feature and by the templates. Rows E10, G1.
 *
 * <p>Tests in a browser go by what a person sees: headings, labels, buttons, links, {@code status} for what was done,
 * {@code alert} for what went wrong. The only hooks besides: {@code .reference} (of a request or message),
 * {@code #passkey-link}, {@code a.month} (a payslip in the list).
 */
@NullMarked
package fr.intraparis.portal.layout;

import org.jspecify.annotations.NullMarked;
