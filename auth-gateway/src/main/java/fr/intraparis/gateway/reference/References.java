package fr.intraparis.gateway.reference;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.reference.Lists.Signed;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes over what administrators lay into the folder, and what another node has taken over. */
@ApplicationScoped
public class References {
    private static final Log LOG = Log.of(References.class);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /** Older lists of networks advise, they block nobody (requirement A3.3). */
    public static final int OLD_DAYS = 30;

    private static final long LARGEST = 32L * 1024 * 1024;
    /** A file that has just been written may still be growing. */
    private static final Duration SETTLED = Duration.ofMillis(800);
    /** How many lines of a difference are written down; the rest is counted. */
    private static final int DIFFERENCE = 20;

    private final Map<String, String> held = new HashMap<>();
    private final Map<String, String> forged = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private volatile Reference current = Reference.SHIPPED;

    @Inject
    @ConfigProperty(name = "nomades.reference-folder", defaultValue = "reference")
    String folder = "";

    @Inject
    @ConfigProperty(name = "nomades.reference-signers", defaultValue = "reference-signers")
    String signersFolder = "";

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    @Inject
    Audit audit;

    private Clock clock = Clock.systemUTC();

    /** For the container. */
    public References() {}

    References(Path folder, Path signers, DataSource database, Audit audit, Clock clock) {
        this.folder = folder.toString();
        this.signersFolder = signers.toString();
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What holds at this moment. */
    public Reference current() {
        return current;
    }

    /** Looks into the folder and into the database; called every two seconds, by one thread at a time. */
    public synchronized void look() {
        Signers signers = new Signers(Path.of(signersFolder));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                follow(connection, signers);
                for (String list : Reference.LISTS) {
                    String stamp = stamp(list);
                    if (!stamp.isEmpty() && !stamp.equals(seen.get(list)) && taken(connection, signers, list)) {
                        seen.put(list, stamp);
                    }
                }
                warn(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException later) {
            LOG.warn("the lists of reference wait for the database", "state", later.getSQLState());
        }
    }

    /** What this node or another has accepted. */
    private void follow(Connection connection, Signers signers) throws SQLException {
        for (Map.Entry<String, String> accepted : Lists.fingerprints(connection).entrySet()) {
            String list = accepted.getKey();
            String sha256 = accepted.getValue();
            if (sha256.equals(held.get(list)) || sha256.equals(forged.get(list))) {
                continue;
            }
            Optional<Signed> found = Lists.find(connection, list);
            if (found.isPresent()) {
                Signed signed = found.get();
                // The database could have been written to by somebody who has no signer's key.
                if (signers.author(signed.content(), signed.signature()).isEmpty()) {
                    forged.put(list, sha256);
                    LOG.error("a list in the database bears nobody's signature", "list", list);
                    continue;
                }
                current = current.with(list, text(signed));
                held.put(list, fingerprint(signed.content()));
                LOG.info(
                        "list in force",
                        "list",
                        list,
                        "version",
                        current.header(list).version());
            }
        }
    }

    /** When and how large the two files of a list are; empty while there is none, or while it is being written. */
    private String stamp(String list) {
        StringBuilder stamp = new StringBuilder();
        try {
            for (Path file : List.of(file(list), signature(list))) {
                if (Files.isRegularFile(file)) {
                    Instant written = Files.getLastModifiedTime(file).toInstant();
                    if (Duration.between(written, clock.instant()).abs().compareTo(SETTLED) < 0) {
                        return "";
                    }
                    stamp.append(written).append(Files.size(file)).append(' ');
                } else if (file.equals(file(list))) {
                    return "";
                }
            }
        } catch (IOException gone) {
            LOG.warn("a list can't be read yet", gone, "list", list);
            return "";
        }
        return stamp.toString();
    }

    /** Judges what lies in the folder. Whether that is done with: if not, it is judged again. */
    private boolean taken(Connection connection, Signers signers, String list) {
        try {
            if (Files.size(file(list)) > LARGEST) {
                LOG.error("a list is too large", "list", list, "limit", LARGEST);
                return true;
            }
            byte[] content = Files.readAllBytes(file(list));
            byte[] signed = Files.isRegularFile(signature(list)) ? Files.readAllBytes(signature(list)) : new byte[0];
            return fingerprint(content).equals(held.get(list))
                    || take(connection, signers, list, new Signed(content, signed));
        } catch (IOException unreadable) {
            LOG.warn("a list can't be read yet", unreadable, "list", list);
            return false;
        }
    }

    private Path file(String list) {
        return Path.of(folder, Reference.file(list));
    }

    private Path signature(String list) {
        return Path.of(folder, Reference.file(list) + ".sig");
    }

    private boolean take(Connection connection, Signers signers, String list, Signed signed) {
        Reference before = current;
        Optional<String> author = signers.author(signed.content(), signed.signature());
        try {
            if (author.isEmpty()) {
                throw new IllegalArgumentException("nobody who may sign has signed it");
            }
            Reference after = before.with(list, text(signed));
            Header header = after.header(list);
            if (header.date().isBefore(before.header(list).date()) && held.containsKey(list)) {
                throw new IllegalArgumentException("it is of " + header.date() + ", older than the one in force");
            }
            String sha256 = fingerprint(signed.content());
            Instant now = clock.instant();
            String previous = Lists.find(connection, list).map(References::text).orElse("");
            if (Lists.keep(connection, header, signed, sha256, author.get(), now)) {
                audit.record(
                        connection,
                        AuditEntry.done(
                                author.get(),
                                "reference-change",
                                "reference:" + list,
                                CorrelationId.fresh(),
                                difference(header, previous, text(signed))));
                connection.commit();
                current = after;
                LOG.info("list in force", "list", list, "version", header.version(), "author", author.get());
            }
            held.put(list, sha256);
            return true;
        } catch (IllegalArgumentException bad) {
            return refuse(connection, list, signed, author.orElse("-"), String.valueOf(bad.getMessage()));
        } catch (SQLException later) {
            LOG.warn("a list waits for the database", "list", list, "state", later.getSQLState());
            return false;
        }
    }

    /** The last good one stays; each bad one is told once. */
    private boolean refuse(Connection connection, String list, Signed signed, String author, String why) {
        LOG.error(
                "a list is refused, the last good one stays",
                "code",
                ErrorCode.SYS_REFERENCE.code(),
                "list",
                list,
                "why",
                why);
        try {
            audit.record(
                    connection,
                    AuditEntry.refused(
                            author,
                            "reference-change",
                            "reference:" + list,
                            ErrorCode.SYS_REFERENCE,
                            CorrelationId.fresh(),
                            Map.of("why", why, "sha256", fingerprint(signed.content()))));
            connection.commit();
            return true;
        } catch (SQLException unwritten) {
            LOG.error("the refusal of a list could not be written down", unwritten, "list", list);
            return false;
        }
    }

    private void warn(Connection connection) throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), PARIS);
        for (String list : List.of("vpn", "hosting", "relay")) {
            Header header = current.header(list);
            if (!header.equals(Header.NONE)
                    && header.date().plusDays(OLD_DAYS).isBefore(today)
                    && Lists.toWarn(connection, list, today)) {
                LOG.warn("a list of networks is old: it only advises", "list", list, "date", header.date());
                audit.record(
                        connection,
                        AuditEntry.done(
                                "auth-gateway",
                                "reference-old",
                                "reference:" + list,
                                CorrelationId.fresh(),
                                Map.of("date", header.date().toString())));
                connection.commit();
            }
        }
    }

    /** Which lines came and went: order and comments aside, that is what a list is. */
    static Map<String, String> difference(Header header, String before, String after) {
        Set<String> gone = lines(before);
        Set<String> come = lines(after);
        Set<String> same = new LinkedHashSet<>(gone);
        same.retainAll(come);
        gone.removeAll(same);
        come.removeAll(same);
        return Map.of(
                "version",
                header.version(),
                "date",
                header.date().toString(),
                "added",
                come.size() + ": " + some(come),
                "removed",
                gone.size() + ": " + some(gone));
    }

    private static Set<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String some(Set<String> lines) {
        return lines.stream().limit(DIFFERENCE).collect(Collectors.joining(" | "))
                + (lines.size() > DIFFERENCE ? " | …" : "");
    }

    private static String text(Signed signed) {
        return new String(signed.content(), StandardCharsets.UTF_8);
    }

    private static String fingerprint(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
