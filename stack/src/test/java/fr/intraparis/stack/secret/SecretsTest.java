package fr.intraparis.stack.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SecretsTest {
    @TempDir
    Path place;

    @Test
    void areTheSameAfterARestart() {
        Path data = place.resolve("data");
        String first = new Secrets(data).password("db.hr");
        assertEquals(first, new Secrets(data).password("db.hr"));
        assertNotEquals(first, new Secrets(data).password("db.mail"));
    }

    @Test
    void areReadableByTheirOwnerAlone() throws IOException {
        Path data = place.resolve("data");
        Secrets secrets = new Secrets(data);
        Cast.of(data, secrets);
        Authority.open(data, secrets, List.of("localhost"), Instant.now());
        new ClientKeys(data.resolve("keys")).file("auth-gateway");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                assertEquals(
                        Files.isDirectory(file) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
    }

    @Test
    void ofTheCastCanBeReadByTheTests() {
        Path data = place.resolve("data");
        Cast made = Cast.of(data, new Secrets(data));
        assertEquals(made.person("elise.moreau"), Cast.read(data).person("elise.moreau"));
        assertEquals(null, Cast.read(data).person("hugo.leroy").totp());
        assertEquals(made.people().size(), Cast.read(data).people().size());
    }

    /** The vectors of RFC 6238, appendix B (the last six digits), and of RFC 4648. */
    @Test
    void giveTheCodesOfTheStandard() {
        Person person = new Person("a", "A", "4100001", "agent", "Voirie", "x", "12345678901234567890");
        assertEquals("287082", person.code(Instant.ofEpochSecond(59)));
        assertEquals("081804", person.code(Instant.ofEpochSecond(1111111109)));
        assertEquals("353130", person.code(Instant.ofEpochSecond(20000000000L)));
        assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", person.totpForApps());
        assertTrue(person.otpauth().startsWith("otpauth://totp/Nomades:a?secret=GEZDG"));
        assertEquals(person.name(), person.toString(), "no secret slips into a log or a report");
    }
}
