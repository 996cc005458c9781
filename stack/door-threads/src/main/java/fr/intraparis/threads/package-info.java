/**
 * The threads that serve the door's listeners: part of its server, not of its WAR, and so a jar of its own that Payara
 * Micro loads with {@code --addjars}. Its configuration names the class ({@code thread-pool.classname}).
 *
 * <p>Nothing here raises a code. Why it is: decision 0011.
 */
@NullMarked
package fr.intraparis.threads;

import org.jspecify.annotations.NullMarked;
