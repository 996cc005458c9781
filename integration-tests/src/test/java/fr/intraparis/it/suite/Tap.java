package fr.intraparis.it.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An ear on a line: TLS ends here and begins anew, under the stack's own certificate, and what the caller sends is kept
 * byte by byte. So it is known what an upstream was really asked, not what somebody meant to ask it.
 */
public final class Tap {
    private static final Logger LOG = Logger.getLogger(Tap.class.getName());

    private final SSLContext certificate;
    private final SSLContext trust;
    private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();

    Tap(SSLContext certificate, SSLContext trust) {
        this.certificate = certificate;
        this.trust = trust;
    }

    /** What each connection has carried to the far end until now, in the order in which they were opened. */
    public List<byte[]> heard() {
        return connections.stream().map(Tap::bytes).toList();
    }

    void pass(Socket caller, InetSocketAddress far, Consumer<Socket> known, Executor threads) throws IOException {
        SSLSocket near = (SSLSocket) certificate.getSocketFactory().createSocket(caller, "localhost", 0, true);
        near.setUseClientMode(false);
        SSLSocket callee = (SSLSocket) trust.getSocketFactory().createSocket(far.getAddress(), far.getPort());
        known.accept(callee);
        near.startHandshake();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        connections.add(said);
        threads.execute(() -> pump(callee, near, new ByteArrayOutputStream(0), false));
        pump(near, callee, said, true);
    }

    private static void pump(Socket from, Socket to, ByteArrayOutputStream copy, boolean keep) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16384];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (keep) {
                    synchronized (copy) {
                        copy.write(buffer, 0, n);
                    }
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException hungUp) {
            LOG.log(Level.FINEST, "A tapped connection ended", hungUp);
        }
    }

    private static byte[] bytes(ByteArrayOutputStream said) {
        synchronized (said) {
            return said.toByteArray();
        }
    }
}
