package fr.intraparis.mail;

import fr.intraparis.kernel.rest.AnswerHeaders;
import fr.intraparis.kernel.rest.BodyLimit;
import fr.intraparis.kernel.rest.Problems;
import fr.intraparis.kernel.rest.StrictJson;
import fr.intraparis.kernel.rest.TokenRules;
import fr.intraparis.mail.mailbox.MessagesResource;
import fr.intraparis.mail.official.OfficialMessagesResource;
import fr.intraparis.mail.ticket.SosTicketsResource;
import fr.intraparis.mail.ticket.TicketsResource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The API of the professional mailbox. Only bearer tokens whose one audience is mail-bridge are accepted. */
// A bean, or CDI does not see @LoginConfig and offers no JsonWebToken.
@Dependent
@ApplicationPath("api")
@LoginConfig(authMethod = "MP-JWT", realmName = "intraparis")
@DeclareRoles({"agent", "official-sender", "support-door", "it-admin"})
@OpenAPIDefinition(
        info =
                @Info(
                        title = "mail-bridge",
                        version = "1",
                        description = "The professional mailbox. Errors are application/problem+json with a code of the"
                                + " closed list."),
        security = @SecurityRequirement(name = "agent-token"))
@SecurityScheme(
        securitySchemeName = "agent-token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "Access token of the realm, audience mail-bridge")
public class MailApplication extends Application {
    private static final String AUDIENCE = "mail-bridge";
    /** Ten megabytes of attachments in base64, and the message around them. */
    private static final long LARGEST_BODY = 15L * 1024 * 1024;

    private static final Duration MAX_AUTH_AGE = Duration.ofHours(10);

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                MessagesResource.class,
                OfficialMessagesResource.class,
                SosTicketsResource.class,
                TicketsResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true, StrictJson.ALONE, true);
    }

    @Override
    public Set<Object> getSingletons() {
        Clock clock = Clock.systemUTC();
        Duration maxAge = ConfigProvider.getConfig()
                .getOptionalValue("mail.max-auth-age", Duration.class)
                .orElse(MAX_AUTH_AGE);
        return Set.of(
                new TokenRules(AUDIENCE, maxAge, clock),
                new BodyLimit(LARGEST_BODY),
                new Problems(clock),
                new AnswerHeaders(),
                new StrictJson());
    }
}
