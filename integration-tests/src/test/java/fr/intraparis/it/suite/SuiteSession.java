package fr.intraparis.it.suite;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Around all scenarios of a run, before Arquillian's first and after its last word: starts the stack (or finds the
 * running one) and stops everything, also after a failure. Does nothing for unit tests, which have no stack to choose.
 */
public final class SuiteSession implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String stack = System.getProperty("stack");
        if (stack != null) {
            Stage.begin();
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Stage.close();
    }
}
