/** The devices of an account, and what IT says about one of them. Row D1; shows NOM-DEV and NOM-PRV codes. */
@NullMarked
package fr.intraparis.portal.device;

import org.jspecify.annotations.NullMarked;
