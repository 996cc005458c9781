package fr.intraparis.stack;

import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.Ports;
import fr.intraparis.stack.plan.StackPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
                false,
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
    void anAddressOfAnotherMachineIsNotMistakenForAPortInUse() {
        StackPlan plan =
                Options.parse(new Layout(empty), "--bind", "192.0.2.77").plan();
        List<String> problems = Preflight.here().problems(plan);
        assertTrue(
                problems.stream().anyMatch(problem -> problem.startsWith("192.0.2.77 is no address of this machine")));
        assertTrue(problems.stream().noneMatch(problem -> problem.contains("(door)")), problems.toString());
    }

    @Test
    void theAddressOfTheDoorIsWhatPeopleTypeUnlessItIsNamed() {
        Layout layout = new Layout(empty);
        assertEquals(
                "https://192.0.2.7:8443",
                Options.parse(layout, "--bind", "192.0.2.7").plan().origin());
        StackPlan named = Options.parse(
                        layout,
                        "--bind",
                        "0.0.0.0",
                        "--host",
                        "nomades.paris.test",
                        "--port",
                        "443",
                        "--port",
                        "bootstrap=80")
                .plan();
        assertEquals("https://nomades.paris.test", named.origin(), "a browser leaves the usual port out");
        assertEquals("http://nomades.paris.test", named.bootstrap());
        assertEquals("0.0.0.0", named.bind());
        assertThrows(IllegalArgumentException.class, () -> Options.parse(layout, "--bind", "0.0.0.0"));
    }

    @Test
    void apartEachInnerWarHasAPortOfItsOwn() {
        StackPlan together = Options.parse(new Layout(empty)).plan();
        assertEquals(together.inner(), together.hr());
        assertEquals(together.inner(), together.mailBridge());
        StackPlan apart = Options.parse(new Layout(empty), "--apart").plan();
        assertEquals(3, Set.of(apart.inner(), apart.hr(), apart.mailBridge()).size());
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
        assertEquals("https://192.0.2.7:8543", options.plan().origin());
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
        public boolean has(String address) {
            return true;
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
