/**
 * What the database tells as soon as it is committed, to every process that listens: sessions that end, blocks that are
 * raised and lifted. One connection per listener. Called by the door and by whoever must know of blocks (row A5).
 */
@NullMarked
package fr.intraparis.kernel.news;

import org.jspecify.annotations.NullMarked;
