/** What the tests of every module share: labels, figures, and the rules of the house. */
@NullMarked
package fr.intraparis.kernel.testing;

import org.jspecify.annotations.NullMarked;
