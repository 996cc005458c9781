package fr.intraparis.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PartFailureTest {
    @TempDir
    Path folder;

    @Test
    void saysWhichPartAndTheCauseThatItsLogEndsWithAndWhereThatIs() throws IOException {
        Path log = folder.resolve("james.log");
        Files.writeString(log, """
                10:00:00 INFO all is well
                10:00:01 ERROR o.a.j.GuiceJamesServer Fatal error while starting James
                java.net.BindException: Address already in use
                \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                \t... 3 more
                Caused by: java.io.IOException: the disk is full
                \tat somewhere.Else.run(Else.java:1)
                """);
        String said = String.valueOf(new PartFailure("James (mail)", "ended while starting", log, null).getMessage());
        assertTrue(said.startsWith("James (mail): ended while starting\n  log: " + log + "\n"), said);
        assertTrue(said.contains("Fatal error while starting James"), said);
        assertTrue(said.contains("java.net.BindException: Address already in use"), said);
        assertTrue(said.contains("Caused by: java.io.IOException: the disk is full"), said);
        assertFalse(said.contains("\tat "), said);
    }

    @Test
    void saysSoEvenWithoutALog() {
        Path log = folder.resolve("none.log");
        assertTrue(String.valueOf(new PartFailure("Keycloak", "ended", log, null).getMessage())
                .contains("log: " + log));
    }
}
