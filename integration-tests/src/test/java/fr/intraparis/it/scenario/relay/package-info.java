/** Scenarios of the relay: what a client may try, what an upstream hears, how bodies pass, what a front proxy is told. */
@org.jspecify.annotations.NullMarked
package fr.intraparis.it.scenario.relay;
