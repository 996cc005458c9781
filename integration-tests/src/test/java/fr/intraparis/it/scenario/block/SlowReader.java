package fr.intraparis.it.scenario.block;

import fr.intraparis.it.suite.City;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** Asks for something large and hardly reads it: so long, whoever serves it must keep open what it reads from. */
final class SlowReader implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Socket plain;
    private final SSLSocket socket;

    private SlowReader(Socket plain, SSLSocket socket) {
        this.plain = plain;
        this.socket = socket;
    }

    /** Asks, and has seen the first bytes of the answer. */
    static SlowReader of(City city, URI place, String token) {
        try {
            Socket plain = new Socket();
            plain.setReceiveBufferSize(4096);
            plain.connect(new InetSocketAddress(place.getHost(), place.getPort()));
            SSLSocket socket = (SSLSocket)
                    city.trust().getSocketFactory().createSocket(plain, place.getHost(), place.getPort(), true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write(("GET " + place.getRawPath() + " HTTP/1.1\r\nHost: " + place.getAuthority()
                                    + "\r\nAuthorization: Bearer " + token + "\r\nAccept: */*\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(12);
            String status = new String(head, StandardCharsets.US_ASCII);
            if (!status.endsWith("200")) {
                throw new AssertionError(place + ": " + status);
            }
            return new SlowReader(plain, socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(place.toString(), failed);
        }
    }

    @Override
    public void close() {
        try {
            plain.close();
            socket.close();
        } catch (IOException gone) {
            // The other side has closed it.
            assert gone != null;
        }
    }
}
