/** Transactions for those parts of the modules that speak plain JDBC. Raises NOM-SYS-005. */
@NullMarked
package fr.intraparis.kernel.jdbc;

import org.jspecify.annotations.NullMarked;
