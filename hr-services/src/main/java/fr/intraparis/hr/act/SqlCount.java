package fr.intraparis.hr.act;

import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.SessionProfiler;
import org.eclipse.persistence.sessions.SessionProfilerAdapter;

/** Counts the statements that JPA prepares on this thread, one for each that it sends. Named in {@code persistence.xml}. */
public class SqlCount extends SessionProfilerAdapter {
    private static final ThreadLocal<int[]> COUNT = ThreadLocal.withInitial(() -> new int[1]);

    /** Starts again at nought. */
    public static void restart() {
        COUNT.get()[0] = 0;
    }

    /** How many since {@link #restart()}. */
    public static int current() {
        return COUNT.get()[0];
    }

    @Override
    public void startOperationProfile(String operation, DatabaseQuery query, int weight) {
        if (SessionProfiler.SqlPrepare.equals(operation)) {
            COUNT.get()[0]++;
        }
    }

    @Override
    public int getProfileWeight() {
        return ALL;
    }
}
