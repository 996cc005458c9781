package fr.intraparis.stack;

import fr.intraparis.stack.part.DovecotPostfix;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.StackPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at the machine before anything starts: all problems at once, each with what to do. */
record Preflight(Machine machine) {
    private static final long GIB = 1L << 30;

    /** The ports that only {@code --apart} uses. */
    private static final List<String> APART = List.of("hr", "mail-bridge");

    /** What is asked of the machine; the tests give their own. */
    interface Machine {
        int javaVersion();

        long memory();

        long freeMemory();

        long freeDisk(Path folder);

        boolean has(String address);

        boolean portFree(String address, int port);

        boolean installed(String program);

        boolean root();

        boolean passable(Path folder);
    }

    /** This machine. */
    static Preflight here() {
        return new Preflight(new ThisMachine());
    }

    /** All problems, none if the stack can start. */
    List<String> problems(StackPlan plan) {
        List<String> problems = new ArrayList<>();
        if (machine.javaVersion() < 17) {
            problems.add("Java " + machine.javaVersion()
                    + " is too old; 17 or newer is needed: apt-get install openjdk-17-jdk-headless");
        }
        if (machine.memory() < 4 * GIB * 93 / 100) {
            problems.add("This machine has " + mib(machine.memory()) + "; the stack needs 4 GiB");
        } else if (machine.freeMemory() < 3 * GIB) {
            problems.add("Only " + mib(machine.freeMemory())
                    + " of memory are free; the stack needs 3 GiB: stop other programs");
        }
        if (machine.freeDisk(plan.data()) < 2 * GIB) {
            problems.add("Less than 2 GiB are free where the data goes (" + plan.data()
                    + "): free some, or choose another place with --data FOLDER");
        }
        boolean reachable = machine.has(plan.bind());
        if (!reachable) {
            problems.add(plan.bind() + " is no address of this machine: choose another with --bind ADDRESS"
                    + " (ip -brief address shows them)");
        }
        for (Map.Entry<String, Integer> port : plan.ports().byName().entrySet()) {
            boolean open = port.getKey().equals("door") || port.getKey().equals("bootstrap");
            String address = open ? plan.bind() : "127.0.0.1";
            if (open && !reachable || !plan.apart() && APART.contains(port.getKey())) {
                continue;
            }
            if (!machine.portFree(address, port.getValue())) {
                problems.add("Port " + port.getValue() + " (" + port.getKey() + ") on " + address
                        + " cannot be used: stop what uses it (ss -ltnp 'sport = :" + port.getValue()
                        + "'), or choose another with --port " + port.getKey() + "=NUMBER");
            }
        }
        if (plan.mail() == MailServer.DOVECOT) {
            addMailProblems(plan, problems);
        }
        for (Path missing : plan.layout().missing()) {
            problems.add(missing + " has not been built: mvn -DskipTests -DskipITs package");
        }
        return problems;
    }

    private void addMailProblems(StackPlan plan, List<String> problems) {
        for (String program : DovecotPostfix.PROGRAMS) {
            if (!machine.installed(program)) {
                problems.add(program + " is not installed: apt-get install dovecot-core dovecot-imapd dovecot-lmtpd"
                        + " postfix, or leave --mail=dovecot away");
            }
        }
        if (!machine.root()) {
            problems.add("Dovecot and Postfix start as root only: use root, or leave --mail=dovecot away");
        }
        if (plan.data().toString().length() > 60) {
            problems.add(plan.data() + " is too long for the sockets of Dovecot and Postfix (60 characters at most):"
                    + " choose another with --data FOLDER");
        }
        for (Path above = plan.data().getParent(); above != null; above = above.getParent()) {
            if (!machine.passable(above)) {
                problems.add(above + " lets nobody but its owner through, and the workers of Dovecot and Postfix must"
                        + " reach " + plan.data() + ": chmod o+x " + above
                        + ", or choose another place with --data FOLDER");
            }
        }
    }

    private static String mib(long bytes) {
        return bytes / (1 << 20) + " MiB";
    }

    /** One message with all problems. */
    static String message(List<String> problems) {
        StringBuilder text = new StringBuilder("The stack cannot start here:\n");
        for (String problem : problems) {
            text.append("  - ").append(problem).append('\n');
        }
        return text.toString();
    }

    private static final class ThisMachine implements Machine {
        @Override
        public int javaVersion() {
            return Runtime.version().feature();
        }

        @Override
        public long memory() {
            return kernelSays("MemTotal:");
        }

        @Override
        public long freeMemory() {
            return kernelSays("MemAvailable:");
        }

        private static long kernelSays(String name) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
                return lines.filter(line -> line.startsWith(name))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
            } catch (IOException e) {
                return Long.MAX_VALUE; // Not Linux: nobody to ask, so no reason to refuse.
            }
        }

        @Override
        public long freeDisk(Path folder) {
            Path there = folder;
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return there.toFile().getUsableSpace();
        }

        @Override
        public boolean has(String address) {
            try (ServerSocket any = new ServerSocket()) {
                any.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public boolean portFree(String address, int port) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public boolean installed(String program) {
            return Files.isExecutable(Path.of(program));
        }

        @Override
        public boolean root() {
            return "root".equals(System.getProperty("user.name"));
        }

        @Override
        public boolean passable(Path folder) {
            try {
                return !Files.exists(folder)
                        || Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
            } catch (IOException e) {
                return false;
            }
        }
    }
}
