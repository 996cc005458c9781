package fr.intraparis.hr.leave;

import fr.intraparis.kernel.contract.mail.OfficialMessage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The official message that tells an agent of a decision: French, then English, and no link (statement S57). */
final class DecisionLetter {
    private static final DateTimeFormatter FRENCH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private DecisionLetter() {}

    /** What is told. */
    record Decision(
            String reference,
            String agentName,
            String email,
            LocalDate first,
            LocalDate last,
            BigDecimal days,
            boolean approved,
            String managerName,
            @Nullable String comment) {}

    static OfficialMessage write(UUID id, Decision decision) {
        String subject = "Congés " + decision.reference() + " : demande "
                + (decision.approved() ? "acceptée" : "refusée") + " / leave request "
                + (decision.approved() ? "approved" : "refused");
        String days = decision.days().stripTrailingZeros().toPlainString();
        String text = "Bonjour " + decision.agentName() + ",\n\n"
                + "Votre demande de congés annuels " + decision.reference() + " du "
                + FRENCH.format(decision.first()) + " au " + FRENCH.format(decision.last()) + " ("
                + days.replace('.', ',') + " jour(s)) est " + (decision.approved() ? "acceptée" : "refusée") + " par "
                + decision.managerName() + ".\n"
                + comment("Commentaire : ", decision.comment())
                + "\nVous la retrouvez dans Intraparis, rubrique Congés.\n"
                + "\n--\n\n"
                + "Hello " + decision.agentName() + ",\n\n"
                + "Your request for annual leave " + decision.reference() + " from "
                + ENGLISH.format(decision.first()) + " to " + ENGLISH.format(decision.last()) + " (" + days
                + " day(s)) has been " + (decision.approved() ? "approved" : "refused") + " by "
                + decision.managerName() + ".\n"
                + comment("Comment: ", decision.comment())
                + "\nYou find it in Intraparis, under Leave.\n";
        return new OfficialMessage(id.toString(), decision.email(), subject, text);
    }

    private static String comment(String label, @Nullable String comment) {
        return comment == null ? "" : label + comment + "\n";
    }
}
