package fr.intraparis.mail.outgoing;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Base64;
import java.util.List;

/** What the outbox keeps of a message until it is delivered: all that SMTP needs. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Envelope(String sender, List<String> recipients, byte[] mime) {

    /** For the outbox. */
    public String toJson() {
        JsonArrayBuilder to = Json.createArrayBuilder();
        recipients.forEach(to::add);
        return Json.createObjectBuilder()
                .add("sender", sender)
                .add("recipients", to)
                .add("mime", Base64.getEncoder().encodeToString(mime))
                .build()
                .toString();
    }

    /** From the outbox. */
    static Envelope parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            return new Envelope(
                    object.getString("sender"),
                    object.getJsonArray("recipients").getValuesAs(JsonString::getString),
                    Base64.getDecoder().decode(object.getString("mime")));
        }
    }
}
