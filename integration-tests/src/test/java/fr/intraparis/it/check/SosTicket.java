package fr.intraparis.it.check;

import fr.intraparis.kernel.contract.mail.AnswerCode;
import java.security.SecureRandom;
import java.util.UUID;

/** A ticket as the door hands it over to mail-bridge. */
public record SosTicket(String id, AnswerCode code) {
    /** Who may hand it over. */
    public static final Caller DOOR = Caller.service("auth-gateway", "support-door");

    /** One that mail-bridge has taken. */
    public static SosTicket open(Api api) {
        SosTicket ticket = new SosTicket(UUID.randomUUID().toString(), fresh());
        Http.Answer taken = api.ask(DOOR, "POST", "/mail/api/sos-tickets", body(ticket.id(), ticket.code(), "Essai"));
        if (taken.status() != 202) {
            throw new AssertionError(taken.status() + " " + taken.text());
        }
        return ticket;
    }

    /** A code that nobody has been given. */
    public static AnswerCode fresh() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return AnswerCode.of(random);
    }

    /** A ticket as JSON. */
    public static String body(String id, AnswerCode code, String text) {
        return "{\"id\":\"" + id + "\",\"reference\":\"" + code.reference() + "\",\"secretHash\":\"" + code.hash()
                + "\",\"code\":\"NOM-BRW-001\",\"correlationId\":\"\",\"text\":\"" + text
                + "\",\"facts\":[{\"name\":\"zone\",\"value\":\"OUTSIDE\"}],\"openedAt\":\"2026-11-23T03:00:00Z\"}";
    }
}
