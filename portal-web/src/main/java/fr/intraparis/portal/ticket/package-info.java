/**
 * Tickets that people who were kept outside wrote on the SOS page: IT support's queue, one ticket, its answer. Row E10,
 * trap T1; shows NOM-SUP codes.
 */
@NullMarked
package fr.intraparis.portal.ticket;

import org.jspecify.annotations.NullMarked;
