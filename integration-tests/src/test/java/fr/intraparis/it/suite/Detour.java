package fr.intraparis.it.suite;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way that a browser's connections take: they leave this machine from an address of choice, as through a VPN or out
 * of the town hall. The browser asks for a tunnel (CONNECT); TLS is end to end, nothing is added or opened. Only
 * loopback is reached.
 */
public final class Detour implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Detour.class.getName());

    private final ServerSocket near;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "detour");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Closeable> connections = ConcurrentHashMap.newKeySet();
    private volatile String from;

    private Detour(ServerSocket near, String from) {
        this.near = near;
        this.from = from;
    }

    /** A way that begins at that loopback address; closed after the scenario. */
    public static Detour from(String address) {
        try {
            Detour detour = new Detour(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), address);
            Story.current().afterwards(detour::close);
            detour.threads.execute(detour::accept);
            return detour;
        } catch (IOException noPort) {
            throw new UncheckedIOException("No free port for a detour", noPort);
        }
    }

    /** From now on the way begins there: connections of before are closed, as when a VPN is switched on. */
    public void switchTo(String address) {
        from = address;
        connections.forEach(Detour::quietly);
        connections.clear();
    }

    /** Where a browser asks for it. */
    public String proxy() {
        return "http://127.0.0.1:" + near.getLocalPort();
    }

    @Override
    public void close() {
        quietly(near);
        connections.forEach(Detour::quietly);
        threads.shutdownNow();
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket caller = near.accept();
                connections.add(caller);
                threads.execute(() -> tunnel(caller));
            } catch (IOException closed) {
                LOG.log(Level.FINEST, "The detour is closed", closed);
            }
        }
    }

    private void tunnel(Socket caller) {
        try {
            int port = port(head(caller.getInputStream()));
            Socket callee = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
            connections.add(callee);
            caller.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.execute(() -> pump(callee, caller));
            pump(caller, callee);
        } catch (IOException unreachable) {
            LOG.log(Level.FINE, "A detour ended", unreachable);
            quietly(caller);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.length() > 8192) {
                throw new IOException("No whole request for a tunnel");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int port(String head) throws IOException {
        if (!head.startsWith("CONNECT localhost:")) {
            throw new IOException(
                    "Not a tunnel to the city: " + head.lines().findFirst().orElse(""));
        }
        return Integer.parseInt(head.substring("CONNECT localhost:".length(), head.indexOf(" HTTP/")));
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
            LOG.log(Level.FINEST, "A tunnel ended", hungUp);
        } finally {
            connections.remove(from);
            connections.remove(to);
        }
    }

    private static void quietly(Closeable thing) {
        try {
            thing.close();
        } catch (IOException alreadyClosed) {
            LOG.log(Level.FINEST, "Closed before", alreadyClosed);
        }
    }
}
