/**
 * Parts measured one by one with JMH, and {@link fr.intraparis.bench.Peers the door beside its peers}. How to run them, and the
 * bars, are in {@code bench/README.md}; {@code bench/run} is the command.
 */
@NullMarked
package fr.intraparis.bench;

import org.jspecify.annotations.NullMarked;
