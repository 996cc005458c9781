/**
 * Who may call. The server checks signature, issuer, audience and expiry of a token; here are the rules it does not know:
 * one audience and no other, the assurance that a resource asks for, and its age (requirement rows A1, B1; RFC 9470).
 * Every failure becomes a problem with its code here, and every refusal leaves an audit row.
 *
 * <p>Codes: NOM-SES-001, NOM-SES-006, NOM-SES-008, NOM-MFA-002, NOM-MFA-003, NOM-SYS-*.
 */
@NullMarked
package fr.intraparis.hr.access;

import org.jspecify.annotations.NullMarked;
