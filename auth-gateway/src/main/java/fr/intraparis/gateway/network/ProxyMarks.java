package fr.intraparis.gateway.network;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/** Headers that no browser writes by itself, and proxies do (requirement A3). */
public final class ProxyMarks {
    private static final List<String> NAMES = List.of(
            "Via",
            "Proxy-Connection",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Real-IP",
            "X-Client-IP",
            "Client-IP",
            "True-Client-IP",
            "X-ProxyUser-Ip",
            "X-BlueCoat-Via");

    private ProxyMarks() {}

    /** Those that this request carries. */
    public static List<String> of(HttpServletRequest request) {
        List<String> marks = new ArrayList<>();
        for (String name : NAMES) {
            if (request.getHeader(name) != null) {
                marks.add(name);
            }
        }
        return marks;
    }
}
