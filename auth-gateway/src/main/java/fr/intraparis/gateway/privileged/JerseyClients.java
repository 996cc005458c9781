package fr.intraparis.gateway.privileged;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.glassfish.jersey.client.proxy.WebResourceFactory;
import org.glassfish.jersey.jackson.internal.jackson.jaxrs.json.JacksonJsonProvider;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.spi.ResteasyClientProvider;

/**
 * Has Keycloak's admin client speak through the server's own Jersey: its RESTEasy, once in a WAR, was measured to take
 * over JAX-RS for the whole process.
 */
final class JerseyClients implements ResteasyClientProvider {
    private static final long CONNECT_SECONDS = 1;
    private static final long ANSWER_SECONDS = 3;

    /** A client with our time limits; the trust store is the process's, and there is no way to switch it off. */
    static Client client() {
        ObjectMapper json = new ObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .setSerializationInclusion(JsonInclude.Include.NON_NULL);
        return ClientBuilder.newBuilder()
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .register(new JacksonJsonProvider(json))
                .property("jersey.config.disableAutoDiscovery", true)
                .property("jersey.config.disableJsonBinding", true)
                .build();
    }

    @Override
    public Client newRestEasyClient(
            @Nullable Object messageHandler, @Nullable SSLContext sslContext, boolean disableTrustManager) {
        if (disableTrustManager) {
            throw new IllegalArgumentException("certificates are always checked");
        }
        return client();
    }

    @Override
    public <R> R targetProxy(WebTarget target, Class<R> resource) {
        return WebResourceFactory.newResource(resource, target);
    }
}
