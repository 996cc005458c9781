package fr.intraparis.gateway.direct;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.jspecify.annotations.Nullable;

/** The head of a request, held as the steps that judge read it. Whatever else they may ask for is refused. */
final class HeldRequest extends HttpServletRequestWrapper {
    private static final HttpServletRequest NOTHING = nothing(HttpServletRequest.class);
    /** No step that judges writes. */
    static final HttpServletResponse NO_RESPONSE = nothing(HttpServletResponse.class);

    private final HttpRequestPacket packet;
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HeldRequest(HttpRequestPacket packet) {
        super(NOTHING);
        this.packet = packet;
        method = packet.getMethod().getMethodString();
        path = packet.getRequestURI();
        query = packet.getQueryString();
        MimeHeaders said = packet.getHeaders();
        for (int i = 0; i < said.size(); i++) {
            headers.computeIfAbsent(said.getName(i).toString(), name -> new ArrayList<>(1))
                    .add(said.getValue(i).toString());
        }
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            throw new IllegalStateException("the direct way has no " + method.getName());
        }));
    }

    /** By name, whatever its case, each with its values in order. */
    Map<String, List<String>> headers() {
        return headers;
    }

    boolean hasAnyOf(List<String> names) {
        for (String name : names) {
            if (headers.containsKey(name)) {
                return true;
            }
        }
        return false;
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
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }

    @Override
    public String getRemoteAddr() {
        return packet.getRemoteAddress();
    }

    @Override
    public int getLocalPort() {
        return packet.getLocalPort();
    }

    @Override
    public boolean isSecure() {
        // Only listeners of TLS are opened.
        return true;
    }
}
