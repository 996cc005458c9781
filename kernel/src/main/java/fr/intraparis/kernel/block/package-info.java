/**
 * The blocks of sessions that are in force, as every WAR knows them (row A5): the door writes them, everybody hears of
 * them within milliseconds, and whoever has not heard for some seconds lets nobody in. Called by the door and by what
 * judges tokens ({@code kernel.rest}, portal-web). Raises NOM-SES-011 and the code of the block.
 */
@NullMarked
package fr.intraparis.kernel.block;

import org.jspecify.annotations.NullMarked;
