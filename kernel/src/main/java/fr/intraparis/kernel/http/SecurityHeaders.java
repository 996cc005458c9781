package fr.intraparis.kernel.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.BiConsumer;

/** The header set that every response carries, errors and redirects included (docs/security.md). */
public final class SecurityHeaders {

    /** For pages: our own files and the nonce, nothing inline, nothing from elsewhere. */
    public static String contentSecurityPolicy(String nonce) {
        return "default-src 'none'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
                + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
    }

    /** For answers that are not pages: nothing may run or load. */
    public static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Sets all of them. */
    public static void set(HttpServletResponse response, String contentSecurityPolicy) {
        each(contentSecurityPolicy, response::setHeader);
    }

    /** Tells all of them, name and value. */
    public static void each(String contentSecurityPolicy, BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", contentSecurityPolicy);
        header.accept("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("Referrer-Policy", "same-origin");
        header.accept("Cross-Origin-Opener-Policy", "same-origin");
        header.accept("Cross-Origin-Resource-Policy", "same-origin");
        header.accept("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        header.accept("Cache-Control", "no-store");
    }
}
