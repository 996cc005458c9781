package fr.intraparis.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.intraparis.kernel.news.News;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The copies of sessions that serve this node's requests: a bounded number, read from the table when they are missing,
 * forgotten as soon as the table's news says so. A copy is only ever read, never put: one that was put beside the table
 * could outlive its row.
 */
final class SessionCopies implements News.Ear {
    private final Cache<String, LiveSession> copies;
    private final Function<String, @Nullable LiveSession> table;

    SessionCopies(long most, Function<String, @Nullable LiveSession> table) {
        copies = Caffeine.newBuilder().maximumSize(most).build();
        this.table = table;
    }

    @Nullable
    LiveSession get(String id) {
        return copies.get(id, table);
    }

    /** The copy, if there is one: the table is not asked. */
    @Nullable
    LiveSession known(String id) {
        return copies.getIfPresent(id);
    }

    /** As the table has it now. */
    @Nullable
    LiveSession fresh(String id) {
        return copies.asMap().compute(id, (same, old) -> table.apply(same));
    }

    void forget(String id) {
        copies.invalidate(id);
    }

    /** Nobody knows what was said before. */
    @Override
    public void connected(Connection connection) {
        copies.invalidateAll();
    }

    @Override
    public void heard(Connection connection, Set<String> changed) {
        copies.invalidateAll(changed);
    }

    /** Those that are here now. */
    Collection<LiveSession> all() {
        return copies.asMap().values();
    }

    /** Forgets what the table no longer has, in case some news was missed. */
    void check(Function<Set<String>, Set<String>> stillThere) {
        Set<String> known = new HashSet<>(copies.asMap().keySet());
        if (!known.isEmpty()) {
            known.removeAll(stillThere.apply(known));
            known.forEach(copies::invalidate);
        }
    }
}
