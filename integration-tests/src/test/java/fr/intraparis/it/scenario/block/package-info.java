/** Blocks of sessions, and what ends sessions from elsewhere: in force in every WAR, lifted by two operators (row A5). */
@NullMarked
package fr.intraparis.it.scenario.block;

import org.jspecify.annotations.NullMarked;
