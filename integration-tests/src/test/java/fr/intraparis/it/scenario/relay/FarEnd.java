package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Story;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An upstream at the far end of a line, which does with its connections what no good server does. */
final class FarEnd implements AutoCloseable {
    static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String NOTICED = "/noticed";
    private static final Logger LOG = Logger.getLogger(FarEnd.class.getName());

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "far end");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<Socket> asked = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /** What it does with one request. */
    interface Behaviour {
        void serve(String head, InputStream body, OutputStream answer) throws IOException, InterruptedException;
    }

    private FarEnd(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    /**
     * Stands where portal-web stands until the scenario is over; returns when the door knows that its old connections
     * are gone.
     */
    static FarEnd of(City city, String cookies, Behaviour behaviour) {
        Line line = Lines.doorToPortal();
        try {
            ServerSocket server = Lines.certificate()
                    .getServerSocketFactory()
                    .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
            FarEnd end = new FarEnd(server, behaviour);
            Story.current().afterwards(() -> {
                line.mend();
                end.close();
            });
            end.threads.execute(end::accept);
            line.leadTo(server.getLocalPort());
            Eventually.until("the door finds the other end", Duration.ofSeconds(20), () -> {
                try {
                    // Either way of the door keeps connections of its own: what may have a body goes the long one.
                    return isFound(city, cookies, "") && isFound(city, cookies, "Content-Length: 0\r\n");
                } catch (IOException notYet) {
                    return false;
                }
            });
            return end;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static boolean isFound(City city, String cookies, String lines) throws IOException {
        try (OpenCall call = OpenCall.of(city, "GET /intraparis" + NOTICED, cookies, lines)) {
            return call.head().startsWith("HTTP/1.1 200 ");
        }
    }

    /** How many connections carried requests. */
    int connections() {
        return asked.size();
    }

    /** Request line and headers of each request. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** Says these characters. */
    static void say(OutputStream answer, String text) throws IOException {
        answer.write(text.getBytes(StandardCharsets.ISO_8859_1));
        answer.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException closed) {
            LOG.log(Level.FINEST, "closed before", closed);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                LOG.log(Level.FINEST, "closed", closed);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = OpenCall.head(in); !head.isEmpty(); head = OpenCall.head(in)) {
                if (head.contains(NOTICED)) {
                    say(socket.getOutputStream(), EMPTY);
                    continue;
                }
                asked.add(socket);
                heads.add(head);
                behaviour.serve(head, in, socket.getOutputStream());
            }
        } catch (IOException over) {
            LOG.log(Level.FINEST, "over", over);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
