/** Instruments: raw sockets, forged tokens, token search, axe, OpenAPI, database. Each measures, none knows a story. */
@NullMarked
package fr.intraparis.it.check;

import org.jspecify.annotations.NullMarked;
