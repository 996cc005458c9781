/** Whatever changes something and is sent again changes nothing again: M4. */
@NullMarked
package fr.intraparis.it.scenario.retry;

import org.jspecify.annotations.NullMarked;
