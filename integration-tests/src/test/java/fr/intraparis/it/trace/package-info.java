/** The last step of the build: one matrix of all checks and the tests that prove them. */
@NullMarked
package fr.intraparis.it.trace;

import org.jspecify.annotations.NullMarked;
