package fr.intraparis.identity.page;

import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Puts {@link CodedLoginForms} in the place of Keycloak's own pages. */
public final class CodedLoginFormsFactory extends FreeMarkerLoginFormsProviderFactory {

    @Override
    public LoginFormsProvider create(KeycloakSession session) {
        return new CodedLoginForms(session);
    }

    @Override
    public String getId() {
        return "nomades";
    }

    /** Above Keycloak's own, which has 0: no option of the command line is needed. */
    @Override
    public int order() {
        return 10;
    }
}
