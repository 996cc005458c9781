package fr.intraparis.gateway.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.intraparis.gateway.throttle.Bucket;
import fr.intraparis.kernel.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which refusals get a row of their own, and how many more there were. Every refusal is counted exactly once: in its own
 * row, in the count of who was refused, or, when too many different ones come, in the count of its code. Bounded, and no
 * clock or database of its own.
 */
final class RefusalTally {
    /** Who counts are kept by, at most; the others are counted by code only. */
    private static final int MOST_KNOWN = 20_000;
    /** How many counts one round names. */
    private static final int MOST_NAMED = 50;
    /** Rows of strangers, all together: addresses are cheap where there are many. */
    private static final int STRANGERS_A_MINUTE = 300;

    /** @param actor {@code -} for a stranger @param place where the request came from */
    record Refused(String actor, String place, ErrorCode code) {
        boolean stranger() {
            return actor.equals("-");
        }
    }

    /** So many more refusals of that kind; without a place, of several. */
    record More(ErrorCode code, String actor, @Nullable String place, long count) {}

    private static final class Account {
        private final Bucket rows;
        private long more;

        private Account(Bucket rows) {
            this.rows = rows;
        }
    }

    private final int rowsAMinute;
    private final Bucket strangers;
    private final Map<ErrorCode, Long> others = new EnumMap<>(ErrorCode.class);
    private final Cache<Refused, Account> accounts;

    RefusalTally(int rowsAMinute, Instant now) {
        this(rowsAMinute, MOST_KNOWN, now);
    }

    RefusalTally(int rowsAMinute, int mostKnown, Instant now) {
        this.rowsAMinute = rowsAMinute;
        strangers = new Bucket(STRANGERS_A_MINUTE, now);
        accounts = Caffeine.newBuilder()
                .maximumSize(mostKnown)
                // On the caller's thread and before the entry is gone: what is evicted has been counted.
                .executor(Runnable::run)
                .<Refused, Account>evictionListener((refused, account, why) -> {
                    if (refused != null && account != null) {
                        other(refused.code(), account.more);
                    }
                })
                .build();
    }

    /** Whether that refusal gets a row of its own; else it is counted. */
    boolean writes(Refused refused, Instant now) {
        boolean[] own = {false};
        accounts.asMap().compute(refused, (same, known) -> {
            Account account = known == null ? new Account(new Bucket(rowsAMinute, now)) : known;
            own[0] = account.rows.take(now) && (!refused.stranger() || strangers.take(now));
            account.more += own[0] ? 0 : 1;
            return account;
        });
        return own[0];
    }

    /** Counts what got no row, or could not be written. */
    void add(More more) {
        if (more.place() == null) {
            other(more.code(), more.count());
            return;
        }
        accounts.asMap().compute(new Refused(more.actor(), more.place(), more.code()), (same, known) -> {
            // Who comes back without a row has had its rows.
            Account account = known == null ? new Account(new Bucket(0, Instant.EPOCH)) : known;
            account.more += more.count();
            return account;
        });
    }

    /** Takes all counts out: the largest by name, the others by code. */
    List<More> take(Instant now) {
        List<More> counts = new ArrayList<>();
        for (Refused refused : List.copyOf(accounts.asMap().keySet())) {
            accounts.asMap().computeIfPresent(refused, (same, account) -> {
                if (account.more > 0) {
                    counts.add(new More(refused.code(), refused.actor(), refused.place(), account.more));
                    account.more = 0;
                }
                return account.rows.full(now) ? null : account;
            });
        }
        counts.sort(Comparator.comparingLong(More::count).reversed());
        for (More small : counts.subList(Math.min(MOST_NAMED, counts.size()), counts.size())) {
            other(small.code(), small.count());
        }
        List<More> taken = new ArrayList<>(counts.subList(0, Math.min(MOST_NAMED, counts.size())));
        synchronized (others) {
            others.forEach((code, count) -> taken.add(new More(code, "-", null, count)));
            others.clear();
        }
        return taken;
    }

    private void other(ErrorCode code, long count) {
        if (count > 0) {
            synchronized (others) {
                others.merge(code, count, Long::sum);
            }
        }
    }
}
