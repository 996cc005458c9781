package fr.intraparis.hr;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;
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
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
