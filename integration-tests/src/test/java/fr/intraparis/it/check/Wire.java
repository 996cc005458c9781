package fr.intraparis.it.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sends bytes that no HTTP client would, and reads what comes back. */
public final class Wire {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    private final SSLContext trust;
    private final URI place;
    private final @Nullable InetAddress self;
    private final Duration patience;

    public Wire(SSLContext trust, URI place) {
        this(trust, place, null, PATIENCE);
    }

    private Wire(SSLContext trust, URI place, @Nullable InetAddress self, Duration patience) {
        this.trust = trust;
        this.place = place;
        this.self = self;
        this.patience = patience;
    }

    /** The same, waiting so long for a peer that falls silent. */
    public Wire patient(Duration other) {
        return new Wire(trust, place, self, other);
    }

    /** The same, as another of this machine's addresses, such as 127.0.77.1: limits per address are then its own. */
    public Wire from(String address) {
        try {
            return new Wire(trust, place, InetAddress.getByName(address), patience);
        } catch (UnknownHostException none) {
            throw new UncheckedIOException(none);
        }
    }

    /**
     * What came back until the peer closed or fell silent.
     *
     * @param answers how many status lines: two for one request means that the peer was fooled about where it ends
     * @param closed the peer hung up; else it fell silent
     */
    public record Reply(int status, int answers, String text, boolean closed) {
        /** How often it says that. */
        public long says(String what) {
            return Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
        }
    }

    /** Sends exactly these characters. */
    public Reply send(String raw) {
        try (Socket socket = open()) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            boolean closed = read(socket.getInputStream(), received);
            String text = received.toString(StandardCharsets.ISO_8859_1);
            Matcher status = STATUS.matcher(text);
            int first = 0;
            int answers = 0;
            while (status.find()) {
                first = answers++ == 0 ? Integer.parseInt(status.group(1)) : first;
            }
            return new Reply(first, answers, text, closed);
        } catch (IOException unreachable) {
            throw new UncheckedIOException("No connection to " + place, unreachable);
        }
    }

    private Socket open() throws IOException {
        return self == null
                ? trust.getSocketFactory().createSocket(place.getHost(), place.getPort())
                : trust.getSocketFactory()
                        .createSocket(InetAddress.getByName(place.getHost()), place.getPort(), self, 0);
    }

    /** @return whether the peer hung up */
    private static boolean read(InputStream in, ByteArrayOutputStream received) throws IOException {
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received.write(buffer, 0, n);
            }
            return true;
        } catch (SocketTimeoutException silent) {
            // Kept open after the answer: what came is what there is.
            return false;
        } catch (SocketException reset) {
            // Hung up while something of ours was unread.
            return true;
        }
    }
}
