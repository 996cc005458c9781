package fr.intraparis.it.scenario.block;

import com.google.gson.JsonObject;
import com.nimbusds.jwt.SignedJWT;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.DoorClient;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.check.Operators;
import fr.intraparis.it.scenario.block.Bearer.War;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How fast a block is in force: with tokens that Keycloak gave, asked at the WARs themselves, and on IMAP. */
@EndToEnd
class BlockTimesIT {
    private static final int RUNS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    /** A connection that lives so long is the one that is held open: others come and go within some milliseconds. */
    private static final Duration LASTS = Duration.ofMillis(150);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String WHO = "gaelle.roux";

    @Test
    @Shows({"A5.1", "E7.2"})
    void aBlockIsInForceEverywhereAndOnImapWithinASecond(City city) throws ParseException {
        Instruments instruments = Instruments.of(city);
        Operators operators = new Operators(city, instruments);
        DoorClient door = DoorClient.door(city, instruments.http());
        Agent gaelle = Agent.named(WHO);
        JsonObject tokens = login(door, gaelle);
        String subject = SignedJWT.parse(door.narrowed(tokens, "to-hr"))
                .getJWTClaimsSet()
                .getSubject();
        // The block is of the person of these tokens, whether anybody is signed in at the door or not.
        Story.current().tell("Gaëlle's tokens are Keycloak's own, subject " + subject);
        URI file = attachment(city, instruments, gaelle);
        operators.liftAfterwards(WHO);
        ImapConnections imap = new ImapConnections(Integer.parseInt(city.wars().getProperty("mail.imap-port")));

        Map<War, List<Duration>> refused = new EnumMap<>(War.class);
        List<Duration> closed = new ArrayList<>();
        Bearer bearer = bearer(city, instruments, door, tokens);
        for (int run = 0; run < RUNS; run++) {
            if (run % 25 == 24) {
                bearer = bearer(city, instruments, door, tokens);
            }
            bearer.await("200", PATIENCE);
            Set<Integer> before = imap.open();
            try (SlowReader reader = SlowReader.of(city, file, bearer.token(War.MAIL))) {
                int held = held(imap, before);
                long start = System.nanoTime();
                String block = operators.block(WHO, "Mesure " + run);
                var heard = bearer.until("401 NOM-SES-009", start, PATIENCE);
                Eventually.until(
                        "the connection to IMAP is closed",
                        PATIENCE,
                        () -> !imap.open().contains(held));
                closed.add(Duration.ofNanos(System.nanoTime() - start));
                heard.forEach((war, took) ->
                        refused.computeIfAbsent(war, any -> new ArrayList<>()).add(took.join()));
                if (run == 0) {
                    nextSmtpIsRefused(bearer, instruments);
                }
                operators.lift(block);
            }
        }
        tell("IMAP closed", closed);
        refused.forEach((war, took) -> tell(war.audience + " refuses", took));
    }

    private static void nextSmtpIsRefused(Bearer bearer, Instruments instruments) {
        String traces = "SELECT count(*) FROM trace WHERE sender LIKE '" + WHO + "%'";
        String before = instruments.mail().value(traces);
        Http.Answer answer = bearer.send(
                "POST",
                "/mail/api/messages",
                "{\"to\":[\"bruno.martin@paris.fr\"],\"cc\":[],\"subject\":\"Bloqué\","
                        + "\"text\":\"Bonjour\",\"attachments\":[]}",
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertEquals(ErrorCode.SES_BLOCKED.code(), answer.code(), answer.text());
        assertEquals(before, instruments.mail().value(traces), "nothing left");
    }

    /** In a browser, by Keycloak, with a code: as the door gets them. */
    private static JsonObject login(DoorClient door, Agent agent) {
        DoorClient.Login login = door.begin(agent.page(), "mfa");
        agent.entersPassword();
        agent.entersCode();
        return login.tokens();
    }

    private static Bearer bearer(City city, Instruments instruments, DoorClient door, JsonObject tokens) {
        return Bearer.of(
                city,
                instruments,
                Map.of(
                        War.PORTAL, door.narrowed(tokens, "to-portal"),
                        War.HR, door.narrowed(tokens, "to-hr"),
                        War.MAIL, door.narrowed(tokens, "to-mail")));
    }

    /** Something of nine megabytes in her mailbox, which takes a while to read. */
    private static URI attachment(City city, Instruments instruments, Agent owner) {
        String subject = "Plan " + UUID.randomUUID();
        byte[] bytes = new byte[9 * 1024 * 1024];
        new Random(42).nextBytes(bytes);
        Http.Answer sent = instruments
                .http()
                .send(
                        "POST",
                        city.behind("/mail/api/messages"),
                        "{\"to\":[\"" + owner.person().email() + "\"],\"cc\":[],\"subject\":\"" + subject
                                + "\",\"text\":\"Le plan.\",\"attachments\":[{\"name\":\"plan.bin\","
                                + "\"contentType\":\"application/octet-stream\",\"content\":\""
                                + Base64.getEncoder().encodeToString(bytes) + "\"}]}",
                        "Authorization",
                        "Bearer " + instruments.tokens().valid(owner.person(), "mail-bridge", "agent"),
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        assertEquals(2, sent.status() / 100, sent.text());
        JsonObject message = new Mailbox(city, instruments, owner.person()).await(subject);
        return city.behind("/mail/api/messages/" + message.get("id").getAsString() + "/attachments/0");
    }

    /** The new connection that stays. */
    private static int held(ImapConnections imap, Set<Integer> before) {
        return Eventually.get("a connection to IMAP that is held open", PATIENCE, () -> {
            Set<Integer> fresh = new TreeSet<>(imap.open());
            fresh.removeAll(before);
            long since = System.nanoTime();
            while (!fresh.isEmpty() && System.nanoTime() - since < LASTS.toNanos()) {
                fresh.retainAll(imap.open());
            }
            return fresh.size() == 1 ? fresh.iterator().next() : null;
        });
    }

    private static void tell(String what, List<Duration> took) {
        List<Duration> sorted = took.stream().sorted().toList();
        Duration p99 = sorted.get(RUNS * 99 / 100 - 1);
        Figure.of(
                "%s %d / %d / %d ms after a block (p50 / p99 / slowest of %d)",
                what,
                sorted.get(RUNS / 2 - 1).toMillis(),
                p99.toMillis(),
                sorted.get(RUNS - 1).toMillis(),
                RUNS);
        assertTrue(p99.compareTo(LIMIT) <= 0, what + ": " + sorted);
    }
}
