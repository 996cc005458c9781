package fr.intraparis.gateway.device;

import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.kernel.contract.mail.OfficialMessage;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.UUID;

/** What a person is told when their account is opened from a device for the first time. */
final class NewDeviceLetter {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private NewDeviceLetter() {}

    static OfficialMessage to(String recipient, Session session, String thumbprint, Visit visit) {
        String browser = session.browser().family() + " " + session.browser().major() + " ("
                + session.browser().system() + ")";
        boolean inside = visit.zone() == Zone.MUNICIPAL;
        return new OfficialMessage(
                UUID.randomUUID().toString(),
                recipient,
                "Nouvel appareil / New device – " + thumbprint.substring(0, 8),
                "Votre compte Intraparis a été ouvert depuis un appareil que nous ne connaissions pas.\n\nQuand : "
                        + time(visit, Locale.FRANCE) + "\nNavigateur : " + browser + "\nOù : "
                        + (inside ? "réseau de la Ville" : "hors de la Ville") + ", adresse " + visit.address()
                        + "\n\nSi c'est vous, il n'y a rien à faire. Sinon, ouvrez « Sessions et appareils » et"
                        + " déclarez cet appareil perdu, puis changez votre mot de passe.\n\n"
                        + "Your Intraparis account was opened from a device that we did not know.\n\nWhen: "
                        + time(visit, Locale.UK) + "\nBrowser: " + browser + "\nWhere: "
                        + (inside ? "the city's network" : "outside the city") + ", address " + visit.address()
                        + "\n\nIf it was you, there is nothing to do. Otherwise open “Sessions and devices”, declare"
                        + " this device lost, then change your password.");
    }

    private static String time(Visit visit, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .format(visit.at().atZone(PARIS));
    }
}
