/**
 * What all pages share: words in two languages, dates and amounts, the error summary, the style sheet's address, the
 * error page, readiness. Called by every feature and by the templates. Rows E10, G1.
 */
@NullMarked
package fr.intraparis.portal.layout;

import org.jspecify.annotations.NullMarked;
