/**
 * The pages that Keycloak shows in our name: each error has a code of the product, a time and the correlation id of the
 * request, as everywhere else (requirement row E10). The theme {@code nomades} draws them.
 */
package fr.intraparis.identity.page;
