package fr.intraparis.stack.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files and folders that only their owner can read. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Makes the folder, 0700, and those above it. If it is there, nobody else may read or write in it afterwards; a right
     * to pass through, which the workers of Dovecot and Postfix need, stays.
     */
    public static Path folder(Path folder) {
        try {
            boolean there = Files.isDirectory(folder);
            Files.createDirectories(folder);
            Set<PosixFilePermission> rights = there
                    ? EnumSet.copyOf(Files.getPosixFilePermissions(folder))
                    : EnumSet.noneOf(PosixFilePermission.class);
            rights.retainAll(PosixFilePermissions.fromString("--x--x--x"));
            rights.addAll(PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(folder, rights);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder, e);
        }
    }

    /** Writes the file as a whole or not at all, 0600 from its first byte on. */
    public static Path write(Path file, byte[] content) {
        try {
            Path next = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    file.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(next, content);
            return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Writes text as UTF-8. */
    public static Path write(Path file, String content) {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }
}
