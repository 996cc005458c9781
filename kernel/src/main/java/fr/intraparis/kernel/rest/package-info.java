/**
 * The frame of every JSON interface of an inner WAR. The server has checked signature, issuer, audience and expiry of a
 * token; here are the rules it does not know (one audience and no other, the assurance that a resource asks for and its
 * age: rows A1, B1, RFC 9470), and how a failure is told. A WAR registers these classes in its {@code Application}:
 * nothing here is found by scanning.
 *
 * <p>Codes: NOM-SES-001, NOM-SES-006, NOM-SES-008, NOM-MFA-002, NOM-MFA-003, NOM-SYS-*.
 */
@NullMarked
package fr.intraparis.kernel.rest;

import org.jspecify.annotations.NullMarked;
