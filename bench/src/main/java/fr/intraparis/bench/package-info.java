/** Parts measured one by one with JMH; how to run them, and what was measured, is in {@code bench/README.md}. */
@NullMarked
package fr.intraparis.bench;

import org.jspecify.annotations.NullMarked;
