/** The key of a browser, and what a device may do. */
@NullMarked
package fr.intraparis.it.scenario.device;

import org.jspecify.annotations.NullMarked;
