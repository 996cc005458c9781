package fr.intraparis.gateway.relay;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request that a front proxy asks about: its method and target, and the headers that came with it. */
final class FrontRequest extends HttpServletRequestWrapper {
    static final String METHOD = "Nomades-Front-Method";
    static final String TARGET = "Nomades-Front-Target";
    static final String KEY = "Nomades-Front-Key";

    /** Between the front proxy and us; no part of what the client said. */
    private static final Set<String> OURS =
            Set.of(METHOD.toLowerCase(Locale.ROOT), TARGET.toLowerCase(Locale.ROOT), KEY.toLowerCase(Locale.ROOT));

    private final String method;
    private final String path;
    private final @Nullable String query;

    FrontRequest(HttpServletRequest asked, String method, String target) {
        super(asked);
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? null : target.substring(mark + 1);
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return ours(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return ours(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(FrontRequest::ours);
        return Collections.enumeration(names);
    }

    private static boolean ours(String name) {
        return OURS.contains(name.toLowerCase(Locale.ROOT));
    }
}
