package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.stack.secret.Person;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Somebody's mailbox, asked through mail-bridge with a token of its owner. */
public final class Mailbox {
    /** The mailbox that official messages come from, as its owner would be seen with a token. */
    public static final Person OFFICIAL = new Person("intraparis", "Intraparis", "4999999", "", "", "", null);

    /** Mail comes by an outbox, SMTP and IMAP: some seconds. */
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final City city;
    private final Instruments instruments;
    private final Person owner;

    public Mailbox(City city, Instruments instruments, Person owner) {
        this.city = city;
        this.instruments = instruments;
        this.owner = owner;
    }

    /** The message whose subject holds that text, as soon as it is there. */
    public JsonObject await(String subject) {
        String id = Eventually.get("a message « " + subject + " » for " + owner.email(), DELIVERY, () -> find(subject));
        return get("/mail/api/messages/" + id).json();
    }

    /** How many messages there are with that text in their subject. */
    public long count(String subject) {
        long count = 0;
        for (JsonElement message : get("/mail/api/messages").json().getAsJsonArray("messages")) {
            count += message.getAsJsonObject().get("subject").getAsString().contains(subject) ? 1 : 0;
        }
        return count;
    }

    private @Nullable String find(String subject) {
        Http.Answer answer = get("/mail/api/messages");
        if (answer.status() != 200) {
            throw new AssertionError(
                    "The mailbox of " + owner.email() + " answers " + answer.status() + " " + answer.text());
        }
        for (JsonElement message : answer.json().getAsJsonArray("messages")) {
            if (message.getAsJsonObject().get("subject").getAsString().contains(subject)) {
                return message.getAsJsonObject().get("id").getAsString();
            }
        }
        return null;
    }

    private Http.Answer get(String path) {
        return instruments
                .http()
                .get(
                        city.behind(path),
                        "Authorization",
                        "Bearer " + instruments.tokens().valid(owner, "mail-bridge", "agent"),
                        "Accept",
                        "application/json");
    }
}
