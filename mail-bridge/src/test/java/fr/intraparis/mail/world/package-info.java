/** What stands around the bridge in its own tests: a mail server with TLS and token login, and a moved clock. */
package fr.intraparis.mail.world;
