/** What waits for the visitor, by due date, then the services. A neighbour that is down greys its part only. Rows F9, G1. */
@NullMarked
package fr.intraparis.portal.home;

import org.jspecify.annotations.NullMarked;
