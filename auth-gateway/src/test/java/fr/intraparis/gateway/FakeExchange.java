package fr.intraparis.gateway;

import fr.intraparis.kernel.CorrelationId;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An exchange without a server: what a client sent, and what it gets. */
public final class FakeExchange {
    /** What the client sent besides method and path. */
    public final Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** What it gets. */
    public final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private static final int BUFFER = 8 * 1024;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] upload;
    private long claimed;
    private int status = 200;
    private boolean gone;

    /** @param upload the client's body; empty for none */
    public FakeExchange(String upload) {
        this.upload = upload.getBytes(StandardCharsets.UTF_8);
        this.claimed = this.upload.length;
    }

    /** The exchange of that visit, on its route. */
    public Exchange of(Visit visit) {
        Exchange exchange = new Exchange(request(), response(), CorrelationId.fresh(), "nonce");
        exchange.visit(visit);
        Routes.find(visit.path()).ifPresent(exchange::route);
        return exchange;
    }

    /** The client sends without saying how much. */
    public FakeExchange chunked() {
        claimed = -1;
        sent.put("Transfer-Encoding", "chunked");
        return this;
    }

    /** The client goes away before it has read anything. */
    public FakeExchange goingAway() {
        gone = true;
        return this;
    }

    /** The status it got. */
    public int status() {
        return status;
    }

    /** The body it got. */
    public String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private HttpServletRequest request() {
        return fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getHeader" -> sent.get((String) arguments[0]);
            case "getHeaders" -> {
                String value = sent.get((String) arguments[0]);
                yield Collections.enumeration(value == null ? List.of() : List.of(value));
            }
            case "getContentLengthLong" -> claimed == 0 ? -1L : claimed;
            case "getInputStream" -> input();
            default -> null;
        });
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "setStatus" -> status = (Integer) arguments[0];
                case "setHeader" -> headers.put((String) arguments[0], new ArrayList<>(List.of((String) arguments[1])));
                case "addHeader" ->
                    headers.computeIfAbsent((String) arguments[0], key -> new ArrayList<>())
                            .add((String) arguments[1]);
                case "getOutputStream" -> {
                    return output();
                }
                case "setContentLengthLong" ->
                    headers.put("Content-Length", new ArrayList<>(List.of(String.valueOf(arguments[0]))));
                case "isCommitted" -> {
                    return body.size() > BUFFER;
                }
                case "reset" -> {
                    body.reset();
                    headers.clear();
                    status = 200;
                }
                default -> {}
            }
            return null;
        });
    }

    private ServletInputStream input() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(upload);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return bytes.read(buffer, offset, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int one) throws IOException {
                if (gone) {
                    throw new IOException("the client is gone");
                }
                body.write(one);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments) throws IOException;
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answer.to(method.getName(), arguments == null ? new Object[0] : arguments)));
    }
}
