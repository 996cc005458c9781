/**
 * What runs, for {@code ./run} and for the integration tests: start with {@code Stack}, the list of the parts.
 */
package fr.intraparis.stack;
