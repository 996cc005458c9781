/**
 * Tickets to IT support from people who are kept outside (row E10, trap T1). The door hands them over from its SOS page
 * and asks for the answer with the person's code; IT support reads the queue and answers in the portal. A ticket whose
 * cause is gone closes itself; half a year after it was opened it is forgotten. Called by the door and by portal-web. Codes: NOM-SUP-001, 003, 004, NOM-SYS-002 to 004.
 */
@NullMarked
package fr.intraparis.mail.ticket;

import org.jspecify.annotations.NullMarked;
