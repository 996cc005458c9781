package fr.intraparis.stack;

import fr.intraparis.stack.part.Part;
import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.Memory;
import fr.intraparis.stack.secret.Person;
import java.time.Duration;
import java.util.Locale;

/** What {@code ./run} ends by printing. */
final class Summary {
    private static final String RULE = "─".repeat(118) + "\n";

    private Summary() {}

    static String of(Stack stack, Duration took, boolean cold) {
        Installation installation = stack.installation();
        StackPlan plan = installation.plan();
        StringBuilder text = new StringBuilder("\n" + RULE);
        text.append("  Intraparis   ").append(plan.origin()).append("/\n");
        text.append("  First visit  ")
                .append(plan.bootstrap())
                .append("/  (the certificate to trust: ")
                .append(installation.authority().caCertificate())
                .append(")\n");
        text.append(RULE);
        row(text, "who", "name", "role", "department", "password", "one-time-code secret");
        for (Person person : installation.cast().people()) {
            row(
                    text,
                    person.username(),
                    person.name(),
                    person.role(),
                    person.department(),
                    person.password(),
                    person.totp() == null ? "(none: refused with NOM-MFA-001)" : person.totpForApps());
        }
        text.append(RULE);
        text.append("  The code now   ./run --code amelie.durand\n");
        text.append("  In an app      ")
                .append(installation.cast().person("amelie.durand").otpauth())
                .append("  (the others: same form)\n");
        text.append("  A passkey      ./run --passkey-link david.petit   (a one-time link, 10 minutes)\n");
        text.append("  These secrets  ")
                .append(plan.data().resolve("people.properties"))
                .append(" (only you can read it)\n");
        text.append("  Logs           ").append(plan.logs()).append("/*.log\n");
        text.append("  Stop           Ctrl-C; the data stays in ")
                .append(plan.data())
                .append("; ./run --reset forgets it\n");
        if (plan.mail() == MailServer.JAMES) {
            text.append("  Careful        James keeps mailboxes in memory: they end with this run."
                    + " ./run --mail=dovecot keeps them.\n");
        }
        text.append(RULE);
        long total = Memory.mebibytes(ProcessHandle.current().pid(), false);
        StringBuilder memory = new StringBuilder("stack " + total);
        for (Part part : stack.parts()) {
            if (part.pid().isPresent()) {
                long each = Memory.mebibytes(part.pid().getAsLong(), true);
                total += each;
                memory.append(" · ").append(part.name()).append(' ').append(each);
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "  Ready in %.1f s (%s)   %d MiB: %s%n",
                took.toMillis() / 1000.0,
                cold ? "cold: empty data" : "warm: data of an earlier run",
                total,
                memory));
        return text.append(RULE).toString();
    }

    private static void row(StringBuilder text, String... cells) {
        text.append(String.format(Locale.ROOT, "  %-15s %-15s %-14s %-10s %-19s %s%n", (Object[]) cells));
    }
}
