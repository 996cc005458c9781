/** Annual leave: balance, requests, a new request counted day by day before it is sent, and the decisions of a manager. Row F1. */
@NullMarked
package fr.intraparis.portal.leave;

import org.jspecify.annotations.NullMarked;
