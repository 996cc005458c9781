package fr.intraparis.stack;

import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.Ports;
import fr.intraparis.stack.plan.StackPlan;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was asked on the command line. */
record Options(
        StackPlan plan,
        boolean reset,
        boolean help,
        @Nullable String passkeyLink,
        @Nullable String code) {
    static final String HELP =
            """
            ./run                     build what is missing, start everything, print who can log in, wait for Ctrl-C
              --reset                 forget all data first
              --agents N              a city of N agents (55000 is the real size); only the cast can log in
              --mail james|dovecot    james: in memory, nothing to install (default)
                                      dovecot: Debian's Dovecot and Postfix, mailboxes are kept
              --bind ADDRESS          open the door (and its bootstrap page) on this address; the rest stays on loopback
              --host NAME             the name people type (default localhost, or the address of --bind)
              --apart                 each inner WAR in a process of its own
              --port NUMBER           the door's port (default 8443)
              --port NAME=NUMBER      another port: %s
              --data FOLDER           the data folder (default ./data)
              --passkey-link USER     with ./run running elsewhere: a one-time link to bind a passkey
              --code USER             the one-time code that USER's device shows now
            """.formatted(String.join(", ", Ports.defaults().byName().keySet()));

    /** Reads the arguments; the message of the error lists everything that is wrong. */
    static Options parse(Layout layout, String... arguments) {
        Deque<String> words = new ArrayDeque<>();
        for (String argument : arguments) {
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            words.addAll(
                    equals < 0
                            ? List.of(argument)
                            : List.of(argument.substring(0, equals), argument.substring(equals + 1)));
        }
        Path data = layout.root().resolve("data");
        Ports ports = Ports.defaults();
        String bind = "127.0.0.1";
        String host = null;
        boolean apart = false;
        MailServer mail = MailServer.JAMES;
        int agents = 0;
        boolean reset = false;
        boolean help = false;
        String passkeyLink = null;
        String code = null;
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--reset" -> reset = true;
                case "--help", "-h" -> help = true;
                case "--agents" -> agents = number(word, words);
                case "--bind" -> bind = value(word, words);
                case "--host" -> host = value(word, words);
                case "--apart" -> apart = true;
                case "--data" ->
                    data = Path.of(value(word, words)).toAbsolutePath().normalize();
                case "--mail" -> mail = mail(value(word, words));
                case "--port" -> ports = port(ports, value(word, words));
                case "--passkey-link" -> passkeyLink = value(word, words);
                case "--code" -> code = value(word, words);
                default -> throw new IllegalArgumentException("Unknown option " + word);
            }
        }
        return new Options(
                new StackPlan(layout, data, ports, bind, host == null ? named(bind) : host, apart, mail, agents),
                reset,
                help,
                passkeyLink,
                code);
    }

    /** What people type when nobody said it. */
    private static String named(String bind) {
        if (bind.equals("127.0.0.1")) {
            return "localhost";
        }
        if (bind.equals("0.0.0.0") || bind.equals("::")) {
            throw new IllegalArgumentException("--bind " + bind + " opens every address; say by --host NAME which name"
                    + " people type: it goes into the certificate");
        }
        return bind;
    }

    private static String value(String option, Deque<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.remove();
    }

    private static int number(String option, Deque<String> words) {
        String value = value(option, words);
        if (!value.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(option + " needs a number, not " + value);
        }
        return Integer.parseInt(value);
    }

    private static MailServer mail(String value) {
        for (MailServer each : MailServer.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        throw new IllegalArgumentException("--mail is james or dovecot, not " + value);
    }

    private static Ports port(Ports ports, String value) {
        String[] parts = value.contains("=") ? value.split("=", 2) : new String[] {"door", value};
        if (!parts[1].matches("\\d{1,5}") || Integer.parseInt(parts[1]) > 65_535 || parts[1].equals("0")) {
            throw new IllegalArgumentException("Not a port: " + parts[1]);
        }
        return ports.with(parts[0], Integer.parseInt(parts[1]));
    }
}
