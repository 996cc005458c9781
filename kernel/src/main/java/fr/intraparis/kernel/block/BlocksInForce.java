package fr.intraparis.kernel.block;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.news.News;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The blocks in force, heard from the door's database as they are raised and lifted. What is said on the channel is only
 * a number to look up: whoever may shout there can neither block nor free anybody.
 */
public final class BlocksInForce implements News.Ear {
    /** Where a change is said, with the number of the block. */
    public static final String CHANNEL = "nomades_block";

    /** Longer than that without a sign of life, and nobody is let in. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private static final Duration REREAD = Duration.ofSeconds(10);
    /** The door lifts a curable block just before it relays the request that shows the cure. */
    private static final Duration HEALING = Duration.ofMillis(250);

    private static final String READ = "SELECT id, subject, sid, code, curable, since FROM nomades.block_in_force";

    private final Map<UUID, Block> all = new ConcurrentHashMap<>();
    private final Map<String, Map<UUID, Block>> concerned = new ConcurrentHashMap<>();
    private final List<Consumer<Block>> watchers = new CopyOnWriteArrayList<>();
    private final Object change = new Object();
    private long read;
    private volatile @Nullable News news;

    private BlocksInForce() {}

    /** Listens from now on, until told to stop. */
    public static BlocksInForce listen(ThreadFactory threads, News.Place place) {
        BlocksInForce blocks = new BlocksInForce();
        blocks.news = News.listen(threads, place, CHANNEL, blocks);
        return blocks;
    }

    /** Stops listening. */
    public void stop() {
        News heard = news;
        if (heard != null) {
            heard.stop();
        }
    }

    /** Whether a block may have been raised some seconds ago without our knowing. */
    public boolean deaf() {
        News heard = news;
        return heard == null || heard.deaf(LONGEST_SILENCE);
    }

    /** All that keeps that person out in that session. */
    public Stream<Block> concerning(@Nullable String subject, @Nullable String sid) {
        if (all.isEmpty()) {
            return Stream.empty();
        }
        return Stream.concat(of(sid == null ? null : session(sid)), of(subject == null ? null : person(subject)));
    }

    /**
     * Judges a token.
     *
     * @param subject of its claim {@code sub}
     * @param sid of its claim {@code sid}
     * @return why it opens nothing; null when it may
     */
    public @Nullable ErrorCode judge(@Nullable String subject, @Nullable String sid) {
        if (deaf()) {
            return ErrorCode.SES_BLOCKS_UNKNOWN;
        }
        Optional<Block> block = concerning(subject, sid).min(Block.FIRST);
        if (block.filter(Block::curable).isPresent()) {
            block = awaitHealing(subject, sid);
        }
        return block.map(Block::code).orElse(null);
    }

    /** Tells each block that comes into force from now on, on the thread that hears it. */
    public void watch(Consumer<Block> watcher) {
        watchers.add(watcher);
    }

    /** A block that was committed here is known here at once; everybody else hears of it. */
    public void raised(Block block) {
        take(Map.of(block.id(), block), Set.of(block.id()));
    }

    private Optional<Block> awaitHealing(@Nullable String subject, @Nullable String sid) {
        long deadline = System.nanoTime() + HEALING.toNanos();
        synchronized (change) {
            while (true) {
                Optional<Block> block = concerning(subject, sid).min(Block.FIRST);
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (block.filter(Block::curable).isEmpty() || left <= 0) {
                    return block;
                }
                try {
                    change.wait(left);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    return block;
                }
            }
        }
    }

    // --- what is heard -----------------------------------------------------------------------------------------

    @Override
    public void connected(Connection connection) throws SQLException {
        readAll(connection);
    }

    @Override
    public void still(Connection connection) throws SQLException {
        if (System.nanoTime() - read > REREAD.toNanos()) {
            readAll(connection);
        }
    }

    @Override
    public void heard(Connection connection, Set<String> said) throws SQLException {
        Set<UUID> named = new HashSet<>();
        for (String one : said) {
            try {
                named.add(UUID.fromString(one));
            } catch (IllegalArgumentException noNumber) {
                // Not one of ours.
            }
        }
        try (PreparedStatement query = connection.prepareStatement(READ + " WHERE id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("uuid", named.toArray()));
            take(blocks(query), named);
        }
    }

    private void readAll(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ)) {
            Map<UUID, Block> found = blocks(query);
            Set<UUID> named = new HashSet<>(all.keySet());
            named.addAll(found.keySet());
            take(found, named);
        }
        read = System.nanoTime();
    }

    private static Map<UUID, Block> blocks(PreparedStatement query) throws SQLException {
        Map<UUID, Block> found = new HashMap<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                UUID id = row.getObject("id", UUID.class);
                found.put(
                        id,
                        new Block(
                                id,
                                row.getString("subject"),
                                row.getString("sid"),
                                // A code that a newer door knows blocks all the same.
                                ErrorCode.of(row.getString("code")).orElse(ErrorCode.SES_BLOCKED),
                                row.getBoolean("curable"),
                                row.getTimestamp("since").toInstant()));
            }
        }
        return found;
    }

    /** Of those that are named, the ones that are found are in force and the others are not. */
    private synchronized void take(Map<UUID, Block> found, Set<UUID> named) {
        for (UUID id : named) {
            Block now = found.get(id);
            Block before = now == null ? all.remove(id) : all.put(id, now);
            if (before != null && !before.equals(now)) {
                concerned.computeIfPresent(key(before), (key, some) -> without(some, id));
            }
            if (now != null && !now.equals(before)) {
                concerned.compute(key(now), (key, some) -> with(some, now));
                watchers.forEach(watcher -> watcher.accept(now));
            }
        }
        synchronized (change) {
            change.notifyAll();
        }
    }

    private Stream<Block> of(@Nullable String key) {
        return key == null ? Stream.empty() : concerned.getOrDefault(key, Map.of()).values().stream();
    }

    private static Map<UUID, Block> with(@Nullable Map<UUID, Block> some, Block one) {
        Map<UUID, Block> more = some == null ? new HashMap<>() : new HashMap<>(some);
        more.put(one.id(), one);
        return Map.copyOf(more);
    }

    private static @Nullable Map<UUID, Block> without(Map<UUID, Block> some, UUID id) {
        Map<UUID, Block> fewer = new HashMap<>(some);
        fewer.remove(id);
        return fewer.isEmpty() ? null : Map.copyOf(fewer);
    }

    private static String key(Block block) {
        String sid = block.sid();
        return sid == null ? person(block.subject()) : session(sid);
    }

    private static String session(String sid) {
        return "session " + sid;
    }

    private static String person(String subject) {
        return "person " + subject;
    }
}
