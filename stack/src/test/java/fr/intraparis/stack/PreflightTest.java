package fr.intraparis.stack;

import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.Ports;
import fr.intraparis.stack.plan.StackPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PreflightTest {
    @TempDir
    Path empty;

    @Test
    void saysAllProblemsAtOnceEachWithItsCure() {
        StackPlan plan = new StackPlan(
                new Layout(empty),
                empty.resolve("data"),
                Ports.defaults(),
                "192.0.2.7",
                "localhost",
                MailServer.DOVECOT,
                0);
        String message = Preflight.message(new Preflight(new PoorMachine()).problems(plan));
        for (String expected : List.of(
                "Java 11 is too old; 17 or newer is needed: apt-get install openjdk-17-jdk-headless",
                "This machine has 2048 MiB; the stack needs 4 GiB",
                "choose another place with --data FOLDER",
                "Port 8443 (door) on 192.0.2.7 cannot be used",
                "Port 9432 (postgres) on 127.0.0.1 cannot be used",
                "--port postgres=NUMBER",
                "/usr/sbin/dovecot is not installed: apt-get install",
                "Dovecot and Postfix start as root only",
                "chmod o+x",
                "payara-micro.jar has not been built")) {
            assertTrue(message.contains(expected), () -> expected + " is not in:\n" + message);
        }
    }

    @Test
    void readsEachOption() {
        Options options = Options.parse(
                new Layout(empty),
                "--reset",
                "--agents",
                "55000",
                "--mail=dovecot",
                "--bind=192.0.2.7",
                "--port",
                "8543",
                "--port",
                "imaps=9994");
        assertTrue(options.reset());
        assertEquals(55_000, options.plan().agents());
        assertEquals(MailServer.DOVECOT, options.plan().mail());
        assertEquals("192.0.2.7", options.plan().bind());
        assertEquals("https://localhost:8543", options.plan().origin());
        assertEquals(9994, options.plan().ports().imaps());
    }

    private static final class PoorMachine implements Preflight.Machine {
        @Override
        public int javaVersion() {
            return 11;
        }

        @Override
        public long memory() {
            return 2L << 30;
        }

        @Override
        public long freeMemory() {
            return 1L << 30;
        }

        @Override
        public long freeDisk(Path folder) {
            return 1L << 20;
        }

        @Override
        public boolean portFree(String address, int port) {
            return false;
        }

        @Override
        public boolean installed(String program) {
            return false;
        }

        @Override
        public boolean root() {
            return false;
        }

        @Override
        public boolean passable(Path folder) {
            return false;
        }
    }
}
