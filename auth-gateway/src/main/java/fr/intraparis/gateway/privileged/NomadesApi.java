package fr.intraparis.gateway.privileged;

import fr.intraparis.kernel.rest.BodyLimit;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/**
 * The door's own API. Its parts are named: a scan would also take the interfaces of Keycloak's admin client, which lies
 * in the same WAR, for resources of ours.
 */
@ApplicationPath("/nomades/api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Nomades",
                        version = "1",
                        description = "Privileged accounts and their factors; devices; blocks of sessions"),
        security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "An access token whose only audience is auth-gateway, proven by a passkey")
public class NomadesApi extends Application {
    private static final long LARGEST_BODY = 16L * 1024;

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                PrivilegedAccountsResource.class,
                DevicesResource.class,
                BlocksResource.class,
                BearerFilter.class,
                CodedProblems.class);
    }

    @Override
    public Set<Object> getSingletons() {
        return Set.of(new BodyLimit(LARGEST_BODY));
    }
}
