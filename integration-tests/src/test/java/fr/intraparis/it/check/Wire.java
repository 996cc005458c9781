package fr.intraparis.it.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Sends bytes that no HTTP client would, and reads what comes back. */
public final class Wire {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    private final SSLContext trust;
    private final URI place;

    public Wire(SSLContext trust, URI place) {
        this.trust = trust;
        this.place = place;
    }

    /**
     * What came back until the peer closed or fell silent.
     *
     * @param answers how many status lines: two for one request means that the peer was fooled about where it ends
     */
    public record Reply(int status, int answers, String text) {}

    /** Sends exactly these characters. */
    public Reply send(String raw) {
        try (Socket socket = trust.getSocketFactory().createSocket(place.getHost(), place.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String text = read(socket.getInputStream());
            Matcher status = STATUS.matcher(text);
            int first = 0;
            int answers = 0;
            while (status.find()) {
                first = answers++ == 0 ? Integer.parseInt(status.group(1)) : first;
            }
            return new Reply(first, answers, text);
        } catch (IOException unreachable) {
            throw new UncheckedIOException("No connection to " + place, unreachable);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException silent) {
            // Kept open after the answer: what came is what there is.
            return received.toString(StandardCharsets.ISO_8859_1);
        }
        return received.toString(StandardCharsets.ISO_8859_1);
    }
}
