package fr.intraparis.it.actor;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** A passkey in the browser of its owner: Chromium's virtual authenticator, with a finger always on it. */
public final class Passkey {
    private final CDPSession session;
    private final String id;

    private Passkey(CDPSession session, String id) {
        this.session = session;
        this.id = id;
    }

    /** Plugs one in; it is empty until a page registers it. */
    static Passkey pluggedInto(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        JsonObject answer = session.send("WebAuthn.addVirtualAuthenticator", parameters);
        return new Passkey(session, answer.get("authenticatorId").getAsString());
    }

    /** How many keys pages have registered on it. */
    public int keys() {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("authenticatorId", id);
        return session.send("WebAuthn.getCredentials", parameters)
                .getAsJsonArray("credentials")
                .size();
    }
}
