package fr.intraparis.stack;

import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.Ports;
import fr.intraparis.stack.plan.StackPlan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RunFileTest {
    @TempDir
    Path data;

    @Test
    void tellsTheSuiteWhatRuns() {
        Layout layout = new Layout(data);
        StackPlan plan =
                new StackPlan(layout, data, Ports.free(), "127.0.0.1", "localhost", true, MailServer.JAMES, 12);
        assertThrows(IllegalStateException.class, () -> RunFile.read(layout, data));
        RunFile.write(plan);
        assertEquals(plan, RunFile.read(layout, data));
    }
}
