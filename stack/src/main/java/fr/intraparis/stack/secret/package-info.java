/**
 * What must not be in the repository: made at first start into the data folder, readable by its owner alone, reused at
 * each restart. Certificates (ASVS 12.1), client keys, passwords, the cast's devices.
 */
package fr.intraparis.stack.secret;
