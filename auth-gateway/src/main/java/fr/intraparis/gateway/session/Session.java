package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the door knows of a signed-in person. It never changes: authenticating again makes another one, and this one
 * dies.
 *
 * @param id SHA-256 of the cookie, in hexadecimal: who reads the table can't make a cookie
 * @param subject Keycloak's id of the account
 * @param agentId null for an account that is not an agent's
 * @param amr the factors that were used
 * @param authTime when the person last proved who they are
 * @param sid the session at Keycloak
 * @param browser in which it began, and stays
 * @param zone where it began
 * @param sharedUntil when it ends, of a session on a computer that others use too; null on any other
 */
public record Session(
        String id,
        String subject,
        @Nullable AgentId agentId,
        String username,
        String name,
        Set<Role> roles,
        Assurance assurance,
        List<String> amr,
        Instant authTime,
        String sid,
        Locale language,
        Instant created,
        Browser browser,
        Zone zone,
        @Nullable Instant sharedUntil) {

    /** Whether others use this computer too: then it shows, and changes nothing. */
    public boolean shared() {
        return sharedUntil != null;
    }

    /** What its owner's page calls it: it tells one's sessions apart and opens none. */
    public String handle() {
        return id.substring(0, 16);
    }

    /** Who acted, as the audit names it: the agent's number, else the account. */
    public String actor() {
        return agentId == null ? username : agentId.value();
    }

    /** Without names: a session in a log is only its number. */
    @Override
    public String toString() {
        return "Session " + id.substring(0, 8);
    }
}
