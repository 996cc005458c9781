/** One class per page: where things are on it, found by role and label as a person would. */
@NullMarked
package fr.intraparis.it.page;

import org.jspecify.annotations.NullMarked;
