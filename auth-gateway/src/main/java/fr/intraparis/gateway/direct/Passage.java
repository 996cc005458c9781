package fr.intraparis.gateway.direct;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.relay.AnswerHead;
import fr.intraparis.gateway.relay.Relay;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.http.SecurityHeaders;
import fr.intraparis.kernel.http.StrictHttpFilter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request on the direct way. It waits for its answer without a thread; until the answer has begun it can be given
 * back to the long way, afterwards it is finished or cut off, so that nobody takes a half for the whole. Whoever ends it
 * has the client's context to itself from then on.
 */
@SuppressWarnings("rawtypes") // The server says so, everywhere.
final class Passage {
    private static final Log LOG = Log.of(Passage.class);
    private static final String CONTENT_TYPE = "Content-Type";

    private enum State {
        WAITING,
        ANSWERING,
        OVER
    }

    /** What follows a part of the answer, done without the lock. */
    private enum Then {
        GO_ON,
        HANG_UP,
        WAIT_FOR_CLIENT,
        FINISH,
        GIVE_BACK,
        CUT_OFF
    }

    private final Exchange exchange;
    private final Route route;
    private final Relay.Errand errand;
    private final Relay relay;
    private final HttpRequestPacket request;
    private final FilterChainContext client;
    private final Connection clientLine;
    private final UpstreamLines lines;
    private final long start = System.nanoTime();
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean completed = new AtomicBoolean();
    private State state = State.WAITING;
    private boolean clientGone;
    private @Nullable Connection line;
    /** An upstream's problem, until it is whole. */
    private @Nullable ByteArrayOutputStream problem;

    private @Nullable CodedException refused;
    private volatile long deadline;
    /** The answer is whole, but the client does not take it. */
    private volatile boolean untaken;

    /** Its refusal is under way; of whoever looks for the late alone. */
    private boolean late;

    Passage(
            Exchange exchange,
            Route route,
            Relay.Errand errand,
            Relay relay,
            HttpRequestPacket request,
            FilterChainContext client,
            UpstreamLines lines) {
        this.exchange = exchange;
        this.route = route;
        this.errand = errand;
        this.relay = relay;
        this.request = request;
        this.client = client;
        this.clientLine = client.getConnection();
        this.lines = lines;
        deadline = System.nanoTime() + errand.connect().toNanos();
    }

    void begin() {
        try {
            lines.lend(this, errand.base(), (NIOConnection) clientLine);
        } catch (RuntimeException unreachable) {
            LOG.warn("no way to an upstream", unreachable);
            giveBack();
        }
    }

    private void patience(Duration most) {
        deadline = System.nanoTime() + most.toNanos();
    }

    /** That connection is being opened for it: whoever ends the passage ends it too. */
    synchronized void awaits(Connection begun) {
        line = begun;
    }

    /** Asks the upstream over that connection. */
    void send(Connection over) {
        boolean tooLate;
        synchronized (this) {
            line = over;
            tooLate = state != State.WAITING;
        }
        if (tooLate) {
            lines.drop(over);
            return;
        }
        patience(errand.patience());
        String target = errand.target();
        int mark = target.indexOf('?');
        HttpRequestPacket.Builder builder = HttpRequestPacket.builder()
                .method(errand.method())
                .protocol(Protocol.HTTP_1_1)
                .uri(mark < 0 ? target : target.substring(0, mark))
                .header(Header.Host, errand.base().getAuthority());
        if (mark >= 0) {
            builder.query(target.substring(mark + 1));
        }
        HttpRequestPacket asked = builder.build();
        errand.headers().forEach((name, value) -> Part.put(asked, name, value));
        over.write(new Part(asked, Buffers.EMPTY_BUFFER, true), new EmptyCompletionHandler<WriteResult>() {
            @Override
            public void failed(Throwable closed) {
                giveBack();
            }
        });
    }

    /** A part of the answer. */
    NextAction received(FilterChainContext upstream, HttpResponsePacket said, Buffer bytes, boolean last) {
        Then then;
        synchronized (this) {
            then = take(said, bytes, last);
        }
        switch (then) {
            case WAIT_FOR_CLIENT -> {
                return waitForClient(upstream);
            }
            case FINISH -> {
                Connection over = upstream.getConnection();
                // When this part has been served to its end: then the connection may be lent again, and this thread
                // may go on with the client's next request.
                upstream.addCompletionListener(served -> finish(over, said));
            }
            case GIVE_BACK -> leaveTo(refused);
            case CUT_OFF -> cutOff("the client went away while receiving");
            case HANG_UP -> hangUp();
            case GO_ON -> {}
        }
        return upstream.getStopAction();
    }

    private Then take(HttpResponsePacket said, Buffer bytes, boolean last) {
        if (state == State.OVER) {
            // Nobody has asked for more.
            return Then.HANG_UP;
        }
        if (state == State.WAITING && problem == null && !begun(said)) {
            state = State.OVER;
            return Then.GIVE_BACK;
        }
        if (problem != null) {
            return collect(bytes, last, problem);
        }
        write(bytes, last);
        if (clientGone) {
            return Then.CUT_OFF;
        }
        if (last) {
            state = State.OVER;
            return Then.FINISH;
        }
        patience(errand.silence());
        return clientLine.canWrite() ? Then.GO_ON : Then.WAIT_FOR_CLIENT;
    }

    /** The head of the answer, for the browser; false when there is none to go on with. */
    private boolean begun(HttpResponsePacket said) {
        boolean sized = !said.isExpectContent() || said.isChunked() || said.getContentLength() >= 0;
        if (said.getStatus() < 200 || !sized) {
            // The long way reads also what only the end of a connection ends.
            return false;
        }
        Map<String, String> head;
        try {
            head = relay.head(exchange, route, said.getStatus(), name -> values(said, name));
        } catch (CodedException foreign) {
            refused = foreign;
            return false;
        }
        if (said.isExpectContent() && AnswerHead.problemForAPerson(exchange, said.getStatus(), head)) {
            problem = new ByteArrayOutputStream();
            return true;
        }
        state = State.ANSWERING;
        HttpResponsePacket response = request.getResponse();
        response.setStatus(said.getStatus());
        Map<String, String> all = new LinkedHashMap<>();
        SecurityHeaders.each(SecurityHeaders.contentSecurityPolicy(exchange.nonce()), all::put);
        all.put(CorrelationId.HEADER, exchange.correlationId().value());
        all.putAll(head);
        String type = all.remove(CONTENT_TYPE);
        if (type != null) {
            // The server compresses by it.
            response.setHeader(CONTENT_TYPE, type);
        }
        all.forEach((name, value) -> Part.put(response, name, value));
        if (said.getContentLength() >= 0) {
            response.setContentLengthLong(said.getContentLength());
        }
        return true;
    }

    private static List<String> values(HttpResponsePacket said, String name) {
        List<String> values = new ArrayList<>(1);
        for (String value : said.getHeaders().values(name)) {
            values.add(value);
        }
        return values;
    }

    private Then collect(Buffer bytes, boolean last, ByteArrayOutputStream gathered) {
        byte[] read = new byte[bytes.remaining()];
        bytes.get(read);
        gathered.writeBytes(read);
        if (!last && gathered.size() <= AnswerHead.LONGEST_PROBLEM) {
            return Then.GO_ON;
        }
        refused = AnswerHead.problem(route, gathered.toByteArray());
        state = State.OVER;
        return Then.GIVE_BACK;
    }

    private void write(Buffer bytes, boolean last) {
        HttpResponsePacket response = request.getResponse();
        CompletionHandler<WriteResult> written = new EmptyCompletionHandler<>() {
            @Override
            public void failed(Throwable gone) {
                clientGone();
            }
        };
        if (bytes.hasRemaining() || last) {
            client.write(new Part(response, bytes, last), written);
        } else if (!response.isCommitted()) {
            // The head alone: an empty chunk would be the end.
            client.write(response, written);
        }
    }

    /** What the client does not take does not gather here: the upstream is read again when it has. */
    private NextAction waitForClient(FilterChainContext upstream) {
        NextAction meanwhile = upstream.getSuspendAction();
        upstream.suspend();
        clientLine.notifyCanWrite(new WriteHandler() {
            @Override
            public void onWritePossible() {
                patience(errand.silence());
                upstream.resume(upstream.getStopAction());
            }

            @Override
            public void onError(Throwable gone) {
                cutOff("the client went away while receiving");
                upstream.resume(upstream.getStopAction());
            }
        });
        return meanwhile;
    }

    private void finish(Connection over, HttpResponsePacket said) {
        if (said.getProcessingState().isKeepAlive()) {
            lines.keep(errand.base(), over);
        } else {
            lines.drop(over);
        }
        leave(said.getStatus());
        if (clientLine.canWrite()) {
            complete();
            return;
        }
        // Who does not take this answer is not served the next one: else answers would gather here.
        patience(errand.silence());
        untaken = true;
        clientLine.notifyCanWrite(new WriteHandler() {
            @Override
            public void onWritePossible() {
                complete();
            }

            @Override
            public void onError(Throwable gone) {
                UpstreamLines.end(clientLine);
                complete();
            }
        });
    }

    /** The client's context goes on to its next request. */
    private void complete() {
        if (!completed.compareAndSet(false, true)) {
            return;
        }
        lines.over(this);
        client.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        client.resume(client.getStopAction());
    }

    /** Takes the long way instead; what has been asked of the upstream is asked again there. */
    void giveBack() {
        giveBack(null);
    }

    private void giveBack(@Nullable CodedException why) {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.OVER;
        }
        leaveTo(why);
    }

    private void leaveTo(@Nullable CodedException why) {
        hangUp();
        leavePlace();
        lines.over(this);
        // As it came: who waits holds on to nothing pooled.
        client.setMessage(new Part(request, Buffers.EMPTY_BUFFER, true));
        try {
            // The server itself would leave the watching thread later, for one that knows nothing of what is given
            // back.
            UpstreamLines.offTheWatch(
                    clientLine, () -> GivenBack.run(exchange.correlationId(), why, client::resumeNext));
        } catch (RejectedExecutionException stopping) {
            UpstreamLines.end(clientLine);
        }
    }

    /** The upstream has closed the connection. */
    void upstreamGone() {
        giveBack();
        cutOff("an answer broke off");
    }

    private void clientGone() {
        clientGone = true;
        // In the middle of writing, who writes ends it afterwards.
        if (!Thread.holdsLock(this)) {
            cutOff("the client went away while receiving");
        }
    }

    /** At once, for who waits too. */
    void end() {
        hangUp();
        UpstreamLines.end(clientLine);
    }

    /** Ends what has waited too long for one of the two. */
    void endIfLate(long time) {
        if (time - deadline < 0) {
            return;
        }
        State now;
        synchronized (this) {
            now = state;
        }
        switch (now) {
            case WAITING -> {
                if (!late) {
                    late = true;
                    // By one of the server's threads: who watches over all has no time for a refusal.
                    clientLine
                            .getTransport()
                            .getWorkerThreadPool()
                            .execute(() -> giveBack(new CodedException(ErrorCode.REL_UPSTREAM_SLOW, "")));
                }
            }
            case ANSWERING -> cutOff("an answer took too long");
            case OVER -> {
                if (untaken && !completed.get()) {
                    UpstreamLines.end(clientLine);
                }
            }
        }
    }

    /** Whoever reads on the other side sees the end before the answer's. */
    private void cutOff(String why) {
        synchronized (this) {
            if (state != State.ANSWERING) {
                return;
            }
            state = State.OVER;
        }
        hangUp();
        UpstreamLines.end(clientLine);
        exchange.correlationId().bind();
        LOG.info(why, "path", exchange.visit().path());
        CorrelationId.unbind();
        leave(request.getResponse().getStatus());
        lines.over(this);
        client.resume(client.getStopAction());
    }

    /** Never under the lock: to end a connection of TLS takes that connection's own. */
    private void hangUp() {
        Connection over;
        synchronized (this) {
            over = line;
        }
        if (over != null) {
            lines.drop(over);
        }
    }

    /** Whether nobody waits for more of the answer. */
    synchronized boolean over() {
        return state == State.OVER;
    }

    /** Gives the place at the upstream back; also when it could not be begun. */
    void leavePlace() {
        if (left.compareAndSet(false, true)) {
            errand.leave().run();
        }
    }

    private void leave(int status) {
        leavePlace();
        exchange.correlationId().bind();
        StrictHttpFilter.log(
                errand.method(), exchange.visit().path(), status, System.nanoTime() - start, StrictHttpFilter.DIRECT);
        CorrelationId.unbind();
    }
}
