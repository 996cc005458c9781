/**
 * Who stands before the page: identity, language, the form that was sent. Called by every page; nothing here calls a
 * neighbour. Rows A1, E10; raises NOM-SES-004.
 */
@NullMarked
package fr.intraparis.portal.visitor;

import org.jspecify.annotations.NullMarked;
