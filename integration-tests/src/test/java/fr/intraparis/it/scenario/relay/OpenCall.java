package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Stage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A request at the door that is still going on: its bytes are written and read one by one. */
final class OpenCall implements AutoCloseable {
    private final Socket bare;
    private final Socket socket;
    private final InputStream in;

    private OpenCall(Socket bare, Socket socket) throws IOException {
        this.bare = bare;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Opens a connection and says the beginning.
     *
     * @param lines further headers, each with its line end
     */
    static OpenCall of(City city, String request, String cookies, String lines) throws IOException {
        URI door = city.origin();
        Socket bare = new Socket(door.getHost(), door.getPort());
        OpenCall call = new OpenCall(
                bare, city.trust().getSocketFactory().createSocket(bare, door.getHost(), door.getPort(), true));
        call.socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        call.say(request, cookies, lines);
        return call;
    }

    /** Says the beginning of one more request. */
    void say(String request, String cookies, String lines) throws IOException {
        URI door = Stage.city().origin();
        out().write((request + " HTTP/1.1\r\nHost: " + door.getAuthority() + "\r\nOrigin: " + door
                        + "\r\nUser-Agent: " + Stage.windows().userAgent() + "\r\nAccept: application/json\r\nCookie: "
                        + cookies + "\r\n" + lines + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out().flush();
    }

    InputStream in() {
        return in;
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** Status line and headers of the answer. */
    String head() throws IOException {
        return head(in);
    }

    /** What is still to come until the peer hangs up; a peer that falls silent throws. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** What comes up to the empty line; empty at the end of the connection. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Goes away without a word. */
    @Override
    public void close() throws IOException {
        // Not by way of TLS, whose farewell waits for what is still to come.
        bare.setSoLinger(true, 0);
        bare.close();
    }
}
