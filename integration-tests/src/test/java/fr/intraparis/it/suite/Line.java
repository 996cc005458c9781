package fr.intraparis.it.suite;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The line between two parts of the stack, which a scenario can cut, freeze, spoil or tap. Bytes pass untouched (TLS is end
 * to end) until then. For who calls through it, a cut line is a stopped part.
 */
public final class Line implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Line.class.getName());

    private enum State {
        WHOLE,
        CUT,
        FROZEN,
        SPOILT,
        TAPPED
    }

    private final String name;
    private final InetSocketAddress home;
    private volatile InetSocketAddress far;
    private final ServerSocket near;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "line");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Closeable> connections = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;
    private volatile @Nullable SSLContext impersonator;
    private volatile byte[] spoiltAnswer = {};
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile @Nullable Tap tap;

    private Line(String name, InetSocketAddress far, ServerSocket near) {
        this.name = name;
        this.home = far;
        this.far = far;
        this.near = near;
    }

    /** Lays a line to a port of this machine. */
    public static Line to(String name, int port) {
        try {
            ServerSocket near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Line line = new Line(name, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), near);
            line.run(line::accept);
            return line;
        } catch (IOException noPort) {
            throw new UncheckedIOException("No free port for the line to " + name, noPort);
        }
    }

    /** Where callers find the near end. */
    public URI origin() {
        return URI.create("https://localhost:" + near.getLocalPort());
    }

    /** The far part is gone: connections are closed at once. */
    public void cut() {
        become(State.CUT);
    }

    /** The far part accepts and says nothing. */
    public void freeze() {
        become(State.FROZEN);
    }

    /** The far part answers every request with this, under its own certificate. */
    public void spoil(SSLContext certificate, int status, String contentType, String body) {
        impersonator = certificate;
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        spoiltAnswer = ("HTTP/1.1 " + status + " X\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + content.length + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
        become(State.SPOILT);
    }

    /** Everything passes, and what is asked of the far part is kept until the line is mended. */
    public Tap tap(SSLContext certificate, SSLContext trust) {
        Tap ear = new Tap(certificate, trust);
        tap = ear;
        become(State.TAPPED);
        return ear;
    }

    /** Another server of this machine stands at the far end. */
    public void leadTo(int port) {
        far = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        become(State.WHOLE);
    }

    /** The requests, as they arrived over the wire since it was spoilt. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** All is well again. */
    public void mend() {
        heard.clear();
        far = home;
        become(State.WHOLE);
    }

    @Override
    public void close() {
        quietly(near);
        connections.forEach(Line::quietly);
        threads.shutdownNow();
    }

    private void become(State next) {
        state = next;
        // Connections of the time before would hide the change.
        connections.forEach(Line::quietly);
        connections.clear();
        LOG.fine(() -> "The line to " + name + " is " + next);
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket socket = near.accept();
                connections.add(socket);
                run(() -> serve(socket));
            } catch (IOException closed) {
                LOG.log(Level.FINE, "The line to " + name + " is closed", closed);
            }
        }
    }

    private void serve(Socket caller) {
        switch (state) {
            case WHOLE -> pass(caller);
            case CUT -> quietly(caller);
            case FROZEN -> LOG.fine("held");
            case SPOILT -> answer(caller);
            case TAPPED -> listen(caller);
        }
    }

    private void pass(Socket caller) {
        try {
            Socket callee = new Socket(far.getAddress(), far.getPort());
            connections.add(callee);
            run(() -> pump(callee, caller));
            pump(caller, callee);
        } catch (IOException unreachable) {
            quietly(caller);
        }
    }

    private void listen(Socket caller) {
        Tap ear = tap;
        try {
            if (ear != null) {
                ear.pass(caller, far, connections::add, threads);
            }
        } catch (IOException hungUp) {
            LOG.log(Level.FINE, "A tapped connection to " + name + " failed", hungUp);
        } finally {
            connections.remove(caller);
            quietly(caller);
        }
    }

    private void answer(Socket caller) {
        SSLContext certificate = impersonator;
        if (certificate == null) {
            throw new IllegalStateException("Spoilt without a certificate");
        }
        try (SSLSocket tls = (SSLSocket) certificate.getSocketFactory().createSocket(caller, "localhost", 0, true)) {
            tls.setUseClientMode(false);
            byte[] question = new byte[16384];
            int length = tls.getInputStream().read(question);
            if (length >= 0) {
                heard.add(new String(question, 0, length, StandardCharsets.ISO_8859_1));
                tls.getOutputStream().write(spoiltAnswer);
                tls.getOutputStream().flush();
            }
        } catch (IOException gone) {
            LOG.log(Level.FINE, "The caller of " + name + " hung up", gone);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16384];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException hungUp) {
            LOG.log(Level.FINEST, "A connection to " + name + " ended", hungUp);
        } finally {
            connections.remove(from);
            connections.remove(to);
        }
    }

    private void run(Runnable task) {
        threads.execute(task);
    }

    private static void quietly(Closeable thing) {
        try {
            thing.close();
        } catch (IOException alreadyClosed) {
            LOG.log(Level.FINEST, "Closed before", alreadyClosed);
        }
    }
}
