/**
 * The diagnostic page: each fault that a browser or a network can have, made for real, and the report that support reads.
 */
@NullMarked
package fr.intraparis.it.scenario.diagnostic;

import org.jspecify.annotations.NullMarked;
