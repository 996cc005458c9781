package fr.intraparis.hr;

import fr.intraparis.hr.access.StatementLog;
import fr.intraparis.hr.agent.MeResource;
import fr.intraparis.hr.leave.LeaveResource;
import fr.intraparis.hr.payslip.PayslipResource;
import fr.intraparis.kernel.rest.AnswerHeaders;
import fr.intraparis.kernel.rest.BodyLimit;
import fr.intraparis.kernel.rest.Problems;
import fr.intraparis.kernel.rest.StrictJson;
import fr.intraparis.kernel.rest.TokenRules;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
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

/**
 * The API of human resources. Only bearer tokens whose one audience is hr-services are accepted. A bean, because the
 * server's token support looks for its annotation among beans alone.
 */
@ApplicationScoped
@ApplicationPath("api")
@LoginConfig(authMethod = "MP-JWT", realmName = "intraparis")
@DeclareRoles({"agent", "manager"})
@OpenAPIDefinition(
        info =
                @Info(
                        title = "hr-services",
                        version = "1",
                        description = "Leave and payslips of the agents of the city. Errors are"
                                + " application/problem+json with a code of the closed list."),
        security = @SecurityRequirement(name = "agent-token"))
@SecurityScheme(
        securitySchemeName = "agent-token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "Access token of the realm, audience hr-services")
public class HrApplication extends Application {
    private static final String AUDIENCE = "hr-services";
    private static final long LARGEST_BODY = 16L * 1024;

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(MeResource.class, LeaveResource.class, PayslipResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true, StrictJson.ALONE, true);
    }

    @Override
    public Set<Object> getSingletons() {
        Clock clock = Clock.systemUTC();
        Duration maxAge = ConfigProvider.getConfig().getValue("hr.max-auth-age", Duration.class);
        return Set.of(
                new TokenRules(AUDIENCE, maxAge, clock),
                new BodyLimit(LARGEST_BODY),
                new Problems(clock),
                new AnswerHeaders(),
                new StatementLog(),
                new StrictJson());
    }
}
