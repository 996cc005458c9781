package fr.intraparis.mail.wire;

import fr.intraparis.kernel.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one mailbox, so that somebody else can cut them: below TLS, so that neither a reader that waits for
 * bytes nor a writer that can't get rid of them delays it.
 */
public final class ImapLine {
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Runnable closed;
    private volatile @Nullable ErrorCode cut;

    /** @param closed told when the mailbox has been closed */
    public ImapLine(Runnable closed) {
        this.closed = closed;
    }

    /** Cuts it, now and for good; whoever reads or writes is told that code. */
    public void cut(ErrorCode why) {
        cut = why;
        sockets.forEach(ImapLine::close);
    }

    /** Why it has been cut; null while it has not. */
    @Nullable
    ErrorCode whyCut() {
        return cut;
    }

    void closed() {
        sockets.clear();
        closed.run();
    }

    /** Where the mail library gets its connections from; it adds TLS itself. */
    SocketFactory sockets() {
        return new Kept();
    }

    private Socket keep(Socket socket) throws IOException {
        sockets.add(socket);
        if (cut != null) {
            socket.close();
        }
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is what was wanted.
        }
    }

    private final class Kept extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return keep(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return keep(new Socket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return keep(new Socket(host, port, from, fromPort));
        }
    }
}
