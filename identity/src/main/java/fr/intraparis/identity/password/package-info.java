/**
 * What the password policy refuses beyond length: passwords made of the words that everyone would try here. No
 * composition rule and no periodic change (NIST SP 800-63B-4; requirement row B1).
 */
package fr.intraparis.identity.password;
