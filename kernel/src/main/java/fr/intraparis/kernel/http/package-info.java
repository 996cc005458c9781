/**
 * What stands first in every WAR: a strict reading of HTTP, because the server's own was measured to be lax (two
 * {@code Host} headers, {@code Transfer-Encoding} beside {@code Content-Length}, unknown methods, {@code %0d%0a}
 * decoded into the path), and the coded answer to whatever goes wrong outside a resource.
 *
 * <p>Declared in each {@code web.xml}: the order there is the order of the steps. Raises {@code NOM-REL-001…007}.
 */
@NullMarked
package fr.intraparis.kernel.http;

import org.jspecify.annotations.NullMarked;
