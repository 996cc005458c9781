package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Bodies pass as they come, both ways, through the deployed door; the upstream is one of ours that can stand still. */
@EndToEnd
@Shows("M2")
class StreamingIT {
    private static final String DOCUMENT = "/intraparis/document";
    private static final long LARGE = 100L << 20;
    private static final long STILL = 8L << 20;
    private static final long HEAP = 8L << 20;

    private String cookies = "";
    private String sending = "";

    @BeforeEach
    void aSession() {
        Lines.needed();
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        cookies = amelie.cookies();
        sending = "POST " + amelie.proven("POST", "/intraparis/mailbox");
    }

    @Test
    void aHundredMegabytesGoUpInConstantMemory(City city) throws Exception {
        AtomicLong read = new AtomicLong();
        CRC32 arrived = new CRC32();
        CountDownLatch on = new CountDownLatch(1);
        FarEnd end = FarEnd.of(city, cookies, (head, body, answer) -> {
            byte[] buffer = new byte[16384];
            while (read.get() < LARGE) {
                int count = body.read(buffer);
                arrived.update(buffer, 0, count);
                if (read.addAndGet(count) > STILL && !on.await(60, TimeUnit.SECONDS)) {
                    throw new IOException("nobody goes on");
                }
            }
            FarEnd.say(answer, FarEnd.EMPTY);
        });
        DoorProcess door = DoorProcess.of(city);
        long before = door.heap();
        AtomicLong written = new AtomicLong();
        CRC32 sent = new CRC32();
        try (OpenCall call = OpenCall.of(
                city,
                sending,
                cookies,
                "Content-Type: application/octet-stream\r\nExpect: 100-continue\r\nContent-Length: " + LARGE
                        + "\r\n")) {
            assertTrue(call.head().startsWith("HTTP/1.1 100 "));
            ExecutorService hand = Executors.newSingleThreadExecutor();
            Future<?> pouring = hand.submit(() -> {
                pour(call.out(), written, sent);
                return null;
            });
            standsStill(written);
            long held = written.get() - read.get();
            long heap = door.heap();
            assertTrue(held < LARGE - STILL - (4 << 20), "somebody holds " + held + " bytes");
            assertTrue(heap - before < HEAP, "the door holds " + (heap - before) + " bytes");
            on.countDown();
            pouring.get(60, TimeUnit.SECONDS);
            hand.shutdown();
            assertTrue(call.head().startsWith("HTTP/1.1 200 "));
            Figure.of(
                    "100 MiB up: with an upstream that stands still %d KiB more heap in use, %d MiB on the way"
                            + " (buffers of the system included)",
                    (heap - before) / 1024, held >> 20);
        }
        assertEquals(sent.getValue(), arrived.getValue());
        assertEquals(1, end.heads().size());
        assertFalse(end.heads().get(0).contains("Expect"), end.heads().get(0));
    }

    @Test
    void aHundredMegabytesComeDownInConstantMemory(City city) throws Exception {
        AtomicLong written = new AtomicLong();
        CRC32 sent = new CRC32();
        FarEnd.of(city, cookies, (head, body, answer) -> {
            FarEnd.say(
                    answer,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: " + LARGE + "\r\n\r\n");
            pour(answer, written, sent);
        });
        DoorProcess door = DoorProcess.of(city);
        long before = door.heap();
        CRC32 arrived = new CRC32();
        try (OpenCall call = OpenCall.of(city, "GET " + DOCUMENT, cookies, "")) {
            assertTrue(call.head().contains("\r\nContent-Length: " + LARGE + "\r\n"));
            long read = drink(call.in(), STILL, arrived);
            standsStill(written);
            long held = written.get() - read;
            long heap = door.heap();
            assertTrue(held < LARGE - STILL - (4 << 20), "somebody holds " + held + " bytes");
            assertTrue(heap - before < HEAP, "the door holds " + (heap - before) + " bytes");
            drink(call.in(), LARGE - read, arrived);
            Figure.of(
                    "100 MiB down: with a client that stands still %d KiB more heap in use, %d MiB on the way",
                    (heap - before) / 1024, held >> 20);
        }
        assertEquals(sent.getValue(), arrived.getValue());
    }

    @Test
    void anEventIsThereBeforeTheNextOneIsMade(City city) throws Exception {
        CountDownLatch[] seen = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
        FarEnd.of(city, cookies, (head, body, answer) -> {
            FarEnd.say(
                    answer, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < seen.length; i++) {
                FarEnd.say(answer, "9\r\ndata: " + i + "\n\n\r\n");
                if (!seen[i].await(10, TimeUnit.SECONDS)) {
                    throw new IOException("nobody saw event " + i);
                }
            }
            FarEnd.say(answer, "0\r\n\r\n");
        });
        try (OpenCall call = OpenCall.of(city, "GET /intraparis/events", cookies, "")) {
            assertTrue(call.head().contains("text/event-stream"));
            long start = System.nanoTime();
            for (int i = 0; i < seen.length; i++) {
                StringBuilder event = new StringBuilder();
                while (event.indexOf("data: " + i) < 0) {
                    event.append((char) call.in().read());
                }
                seen[i].countDown();
            }
            Figure.of("%d events in %d ms, each before the next", seen.length, (System.nanoTime() - start) / 1_000_000);
        }
    }

    @Test
    void whoGoesAwayIsNoLongerServed(City city) throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch noticed = new CountDownLatch(2);
        FarEnd.Behaviour endless = (head, body, answer) -> {
            begun.countDown();
            try {
                if (head.startsWith("POST")) {
                    byte[] buffer = new byte[16384];
                    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                        assertTrue(count > 0);
                    }
                    throw new IOException("the rest does not come");
                }
                FarEnd.say(answer, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
                byte[] chunk =
                        ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                while (true) {
                    answer.write(chunk);
                }
            } catch (IOException cut) {
                noticed.countDown();
                throw cut;
            }
        };
        FarEnd.of(city, cookies, endless);
        try (OpenCall download = OpenCall.of(city, "GET " + DOCUMENT, cookies, "");
                OpenCall upload = OpenCall.of(
                        city,
                        sending,
                        cookies,
                        "Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n")) {
            assertTrue(download.head().startsWith("HTTP/1.1 200 "));
            upload.out().write(new byte[50_000]);
            upload.out().flush();
            // A request that has not gone upstream yet is nobody's to end.
            assertTrue(begun.await(10, TimeUnit.SECONDS), begun.getCount() + " have not gone upstream");
        }
        assertTrue(noticed.await(10, TimeUnit.SECONDS), noticed.getCount() + " upstreams still serve nobody");
    }

    @Test
    void anAnswerThatBreaksOffIsSeenToBreakOff(City city) throws Exception {
        String part = "x".repeat(100_000);
        FarEnd.of(city, cookies, (head, body, answer) -> {
            FarEnd.say(
                    answer,
                    head.contains("/chunks")
                            ? "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(part.length()) + "\r\n" + part + "\r\n"
                            : "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n" + part);
            throw new IOException("broken on purpose");
        });
        for (String kind : new String[] {"length", "chunks"}) {
            long start = System.nanoTime();
            try (OpenCall call = OpenCall.of(city, "GET /intraparis/" + kind, cookies, "")) {
                assertTrue(call.head().startsWith("HTTP/1.1 200 "));
                String rest = readToTheEnd(call);
                assertTrue(rest.length() < 1_000_000 && !rest.endsWith("0\r\n\r\n"), kind + " looks whole");
            }
            long took = (System.nanoTime() - start) / 1_000_000;
            assertTrue(took < 5_000, kind + ": " + took + " ms");
            Figure.of("an answer of known %s that breaks off: seen after %d ms", kind, took);
        }
    }

    /** A connection that ends without a word of farewell is one way to see it. */
    private static String readToTheEnd(OpenCall call) throws IOException {
        StringBuilder read = new StringBuilder();
        try {
            for (int next = call.in().read(); next >= 0; next = call.in().read()) {
                read.append((char) next);
            }
        } catch (java.net.SocketTimeoutException silent) {
            throw new AssertionError("the client still waits", silent);
        } catch (IOException brokenOff) {
            assertFalse(read.isEmpty(), brokenOff::toString);
        }
        return read.toString();
    }

    private static void standsStill(AtomicLong count) {
        AtomicLong last = new AtomicLong(-1);
        AtomicLong since = new AtomicLong(System.nanoTime());
        Eventually.until("nothing moves for a second", Duration.ofSeconds(60), () -> {
            long now = count.get();
            if (now != last.getAndSet(now)) {
                since.set(System.nanoTime());
            }
            return now > STILL && System.nanoTime() - since.get() > 1_000_000_000L;
        });
    }

    private static void pour(OutputStream out, AtomicLong written, CRC32 sum) throws IOException {
        byte[] block = new byte[16384];
        for (long at = 0; at < LARGE; at += block.length) {
            java.util.Arrays.fill(block, (byte) (at >> 14));
            sum.update(block);
            out.write(block);
            written.addAndGet(block.length);
        }
        out.flush();
    }

    private static long drink(InputStream in, long most, CRC32 sum) throws IOException {
        byte[] buffer = new byte[16384];
        long read = 0;
        while (read < most) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, most - read));
            if (count < 0) {
                throw new IOException("the end after " + read);
            }
            sum.update(buffer, 0, count);
            read += count;
        }
        return read;
    }
}
