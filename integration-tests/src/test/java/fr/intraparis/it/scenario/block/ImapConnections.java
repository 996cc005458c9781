package fr.intraparis.it.scenario.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The open connections to the mail server's IMAP port, as the kernel lists them: nobody's word is taken for it. */
record ImapConnections(int port) {
    private static final String ESTABLISHED = "01";

    /** Each by the port that it comes from. */
    Set<Integer> open() {
        Set<Integer> open = new TreeSet<>();
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            try {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > 3 && columns[3].equals(ESTABLISHED) && number(columns[2]) == port) {
                        open.add(number(columns[1]));
                    }
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return open;
    }

    private static int number(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
}
