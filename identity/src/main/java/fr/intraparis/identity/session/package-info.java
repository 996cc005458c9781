/**
 * What ends all sessions of a person at once (requirement row A5.4): a lost role, a disabled account, a factor or
 * password that was reset or removed. Keycloak alone would let them live until their next token; here they are ended as
 * by an administrator, and the door hears of each by back-channel logout.
 */
package fr.intraparis.identity.session;
