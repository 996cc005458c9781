package fr.intraparis.gateway.reference;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.kernel.testing.Shows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** On a real database, with real signatures. */
@Shows("A4.4")
class ReferencesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static EmbeddedPostgres postgres;
    private static DataSource database;
    private static KeyPair amelie;
    private static KeyPair stranger;

    @TempDir
    private Path home;

    private References references;

    @BeforeAll
    static void open() throws IOException, GeneralSecurityException {
        postgres = EmbeddedPostgres.builder().start();
        database = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/nomades")
                .load()
                .migrate();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        amelie = generator.generateKeyPair();
        stranger = generator.generateKeyPair();
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void startAnew() throws SQLException, IOException {
        sql("TRUNCATE reference, audit");
        Files.createDirectories(home.resolve("signers"));
        Files.createDirectories(home.resolve("in"));
        Files.writeString(
                home.resolve("signers/amelie.durand.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(amelie.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        references = node();
    }

    @Test
    @Shows("A1.4")
    void aSignedListIsInForceAndItsAuthorAndDifferenceAreWrittenDown() throws Exception {
        lay("vpn", ranges("vpn", "2026-11-20", "198.51.100.0/24", "203.0.113.0/24"), amelie);
        references.look();
        assertEquals(2, references.current().vpn().size());
        lay("vpn", ranges("vpn", "2026-11-21", "198.51.100.0/24", "192.0.2.0/24"), amelie);
        references.look();
        references.look();
        List<String> rows = sql("SELECT actor || ' ' || outcome || ' ' || details FROM audit ORDER BY at");
        assertEquals(2, rows.size());
        assertTrue(rows.get(1).startsWith("amelie.durand DONE "), rows.get(1));
        assertTrue(rows.get(1).contains("192.0.2.0/24") && rows.get(1).contains("203.0.113.0/24"), rows.get(1));
    }

    @Test
    void theLastGoodOneStaysAndTheAlertIsRaisedOnce() throws Exception {
        String good = ranges("vpn", "2026-11-20", "198.51.100.0/24");
        lay("vpn", good, amelie);
        references.look();
        String wider = ranges("vpn", "2026-11-21", "198.51.100.0/24", "192.0.2.0/24");
        // what is laid, and why it must not be taken
        List<Runnable> attempts = List.of(
                () -> lay("vpn", wider, stranger),
                () -> layTampered("vpn", wider),
                () -> layUnsigned("vpn", wider),
                () -> lay("vpn", ranges("municipal", "2026-11-21", "192.0.2.0/24"), amelie),
                () -> lay("vpn", ranges("vpn", "2026-11-19", "192.0.2.0/24"), amelie),
                () -> lay("vpn", ranges("vpn", "2026-11-21", "everything"), amelie),
                () -> lay("vpn", ranges("vpn", "2026-11-21", "0.0.0.0/0"), amelie),
                () -> lay("vpn", ranges("vpn", "tomorrow", "192.0.2.0/24"), amelie),
                () -> lay(
                        "browsers",
                        "{\"list\":\"browsers\",\"version\":\"9\",\"date\":\"2026-11-21\",\"browsers\":[]}",
                        amelie),
                () -> lay("browsers", "<html>", amelie));
        int told = 0;
        for (Runnable attempt : attempts) {
            attempt.run();
            references.look();
            references.look();
            told++;
            assertEquals(1, references.current().vpn().size());
            assertEquals(BrowserCatalogue.SHIPPED, references.current().browsers());
            assertEquals(
                    List.of(String.valueOf(told)),
                    sql("SELECT count(*) FROM audit WHERE outcome = 'REFUSED' AND code = 'NOM-SYS-009'"));
        }
    }

    @Test
    void aRestartAndAnotherNodeGoByTheSameLists() throws Exception {
        lay("municipal", ranges("municipal", "2026-11-20", "192.0.2.0/25"), amelie);
        references.look();
        Files.delete(home.resolve("in/municipal.ranges"));
        References other = node();
        other.look();
        assertEquals(1, other.current().municipal().size());
    }

    @Test
    void aListThatSomebodyWroteIntoTheDatabaseIsNotFollowed() throws Exception {
        sql(
                "INSERT INTO reference VALUES ('municipal', '1', '2026-11-20', 'x', '# list: municipal\n# version: 1\n# date: 2026-11-20\n0.0.0.0/1', 'y', 'z', now(), NULL)");
        references.look();
        assertEquals(AddressRanges.NONE, references.current().municipal());
    }

    @Test
    @Shows("A3.3")
    void anOldListIsWarnedOfOnceADay() throws Exception {
        lay("vpn", ranges("vpn", "2026-10-01", "198.51.100.0/24"), amelie);
        references.look();
        references.look();
        node().look();
        assertEquals(List.of("1"), sql("SELECT count(*) FROM audit WHERE act = 'reference-old'"));
    }

    @Test
    @Shows("A2.2")
    void aSlipInTheNamesOfRoutesIsNoList() {
        String head = "# list: inside\n# version: 1\n# date: 2026-11-20\n";
        assertEquals(
                Set.of("hr", "privileged"),
                InsideRoutes.read(head + "hr\n\nprivileged # why").names());
        assertEquals(
                "there is no route privilegd",
                assertThrows(IllegalArgumentException.class, () -> InsideRoutes.read(head + "hr\nprivilegd\n"))
                        .getMessage());
    }

    @Test
    void publishedFormatsAreRead() {
        AddressRanges ranges = AddressRanges.read("""
                # list: vpn
                # version: 1
                # date: 2026-11-20
                203.0.113.7 # one
                198.51.100.0/24;x
                2001:db8::/45,FR,FR-IDF,Paris,
                ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E
                Published 2026-11-19 01:00:00
                ExitAddress 192.0.2.9 2026-11-20 03:04:05
                """);
        assertEquals(4, ranges.size());
        for (String inside : List.of("203.0.113.7", "198.51.100.255", "2001:db8:7::1", "192.0.2.9")) {
            assertTrue(
                    ranges.holding(new inet.ipaddr.IPAddressString(inside).getAddress())
                            .isPresent(),
                    inside);
        }
        assertTrue(ranges.holding(new inet.ipaddr.IPAddressString("203.0.113.8").getAddress())
                .isEmpty());
    }

    private References node() {
        return new References(
                home.resolve("in"),
                home.resolve("signers"),
                database,
                new Audit(new byte[32], database),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String ranges(String list, String date, String... ranges) {
        return "# list: " + list + "\n# version: " + date + "\n# date: " + date + "\n" + String.join("\n", ranges);
    }

    private void lay(String list, String text, KeyPair signer) {
        write(list, text, sign(text, signer));
    }

    private void layTampered(String list, String text) {
        write(list, text + "\n198.18.0.0/15", sign(text, amelie));
    }

    private void layUnsigned(String list, String text) {
        write(list, text, new byte[0]);
    }

    private void write(String list, String text, byte[] signature) {
        try {
            Path file = home.resolve("in").resolve(Reference.file(list));
            Path beside = home.resolve("in").resolve(Reference.file(list) + ".sig");
            Files.writeString(file, text);
            Files.write(beside, signature);
            FileTime before = FileTime.from(NOW.minus(Duration.ofMinutes(1)).minusMillis(++laid));
            Files.setLastModifiedTime(file, before);
            Files.setLastModifiedTime(beside, before);
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    private int laid;

    private static byte[] sign(String text, KeyPair signer) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement run = connection.createStatement()) {
            List<String> found = new ArrayList<>();
            if (run.execute(statement)) {
                try (ResultSet row = run.getResultSet()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            }
            return found;
        }
    }
}
