/**
 * The parts that run and how each is started, found ready and stopped. Called by {@code Stack}; in the order and with the
 * parallelism that {@code Stack} shows.
 */
package fr.intraparis.stack.part;
