package fr.intraparis.identity.visit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * Puts the claims {@code zone} and {@code device} into access tokens: what the client that asks for the token says in
 * its request, as far as it is a word of the closed list. Only the door is believed, and it has just proven its key; a
 * token that another client asks for, or that says nothing, has no such claim.
 */
public final class VisitClaims extends AbstractOIDCProtocolMapper implements OIDCAccessTokenMapper {
    /** As the realm calls it. */
    public static final String ID = "nomades-visit-claims";

    private static final String DOOR = "auth-gateway";
    private static final String PREFIX = "nomades_";
    private static final Map<String, Set<String>> WORDS = Map.of(
            "zone", Set.of("municipal", "outside"),
            "device", Set.of("workstation", "personal", "unknown"));

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getDisplayType() {
        return "Nomades: zone and device of the visit";
    }

    @Override
    public String getHelpText() {
        return "Says in the access token what the door says of the visit.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        List<ProviderConfigProperty> properties = new java.util.ArrayList<>();
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, VisitClaims.class);
        return properties;
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext client) {
        if (!DOOR.equals(client.getClientSession().getClient().getClientId())) {
            return;
        }
        var form = session.getContext().getHttpRequest().getDecodedFormParameters();
        WORDS.forEach((claim, words) -> {
            List<String> said = form.getOrDefault(PREFIX + claim, List.of());
            if (said.size() == 1 && words.contains(said.get(0))) {
                token.getOtherClaims().put(claim, said.get(0));
            }
        });
    }
}
