/**
 * Binding a passkey: only by a one-time link that an administrator has made (at most ten minutes, one use). The door's
 * interface asks for the link in the name of a privileged administrator, {@code ./run --passkey-link} in the name of
 * who owns the machine (requirement rows B4, B5; codes NOM-PRV-003, NOM-PRV-005).
 */
package fr.intraparis.identity.passkey;
