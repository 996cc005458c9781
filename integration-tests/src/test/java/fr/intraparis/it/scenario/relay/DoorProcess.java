package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.suite.City;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of the door, looked at from outside. */
final class DoorProcess {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final long pid;

    private DoorProcess(long pid) {
        this.pid = pid;
    }

    static DoorProcess of(City city) {
        String configuration =
                city.data().resolve("door/configuration.properties").toString();
        return new DoorProcess(ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(configuration))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process with " + configuration))
                .pid());
    }

    /** What is in use of its heap after everything that nobody needs is gone. */
    long heap() throws IOException, InterruptedException {
        ask("GC.run");
        Matcher used = USED.matcher(ask("GC.heap_info"));
        if (!used.find()) {
            throw new AssertionError("no figure of the heap");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    private String ask(String what) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), Long.toString(pid), what)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return said;
    }
}
