/** What is decided before a start: folders, ports, addresses, which mail server. */
package fr.intraparis.stack.plan;
