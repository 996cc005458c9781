package fr.intraparis.it.trace;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("M13")
class TraceabilityTest {

    @Test
    void ofSeveralRunsTheWorstCounts() {
        assertEquals(
                List.of("A1.1;OneIT.refuses;failed;3 ms | 4 ms", "J1;OneIT.logsIn;successful;"),
                Traceability.merge(List.of(
                        "J1;OneIT.logsIn;successful;",
                        "A1.1;OneIT.refuses;failed;3 ms",
                        "A1.1;OneIT.refuses;successful;4 ms")));
    }

    @Test
    void aLabelThatTheListDoesNotKnowFailsTheBuild(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("docs"));
        Files.writeString(root.resolve("docs/requirements.csv"), "check;line\nA1.1;something\n");
        Files.createDirectories(root.resolve("module/target"));
        Path proofs = root.resolve("module/target/traceability.csv");

        Files.writeString(proofs, "A1.1;OneIT.refuses;successful;\n");
        Traceability.main(root.toString());
        assertTrue(Files.readString(root.resolve("target/traceability.csv")).contains("A1.1;OneIT.refuses;successful"));

        Files.writeString(proofs, "Z9.9;OneIT.refuses;successful;\n");
        assertThrows(IllegalStateException.class, () -> Traceability.main(root.toString()));
    }
}
