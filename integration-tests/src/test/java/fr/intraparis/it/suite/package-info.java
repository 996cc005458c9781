/**
 * The environment of the scenarios: starts the stack and the browser, deploys the WARs, keeps the story of each
 * scenario and writes the report. What the people do is in {@code actor}, what they see in {@code page}.
 */
@NullMarked
package fr.intraparis.it.suite;

import org.jspecify.annotations.NullMarked;
