package fr.intraparis.it.scenario.door;

import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What operators see and the world does not. */
@EndToEnd
class EndpointsIT {

    @Test
    @Shows("M15")
    void eachWarTellsItsReadinessAndEachProcessItsMetricsAndItsApi(City city) {
        Http http = Instruments.of(city).http();
        for (String context : City.INNER) {
            assertEquals(200, http.get(city.behind("/" + context + "/ready")).status(), context);
        }
        assertEquals(
                200, http.get(URI.create(city.internal() + "/nomades/ready")).status());
        for (String process : List.of(city.inner().toString(), city.internal().toString())) {
            Http.Answer metrics = http.get(URI.create(process + "/metrics"));
            assertEquals(200, metrics.status(), process);
            assertTrue(metrics.text().contains("# TYPE"), process);
            Http.Answer api = http.get(URI.create(process + "/openapi"), "Accept", "application/json");
            assertEquals(200, api.status(), process);
            assertFalse(api.json().getAsJsonObject("paths").keySet().isEmpty(), process);
        }
        // A name that only begins like one of the container's.
        Http.Answer none = http.get(URI.create(city.internal() + "/healthz"));
        assertEquals(404, none.status());
        assertTrue(none.text().contains(ErrorCode.REL_NO_ROUTE.code()), none.text());
        Story.current().tell("Readiness of four WARs, metrics and OpenAPI of both processes");
    }

    @Test
    @Shows("M23")
    void everyListenerIsOnLoopbackAndEverySecretIsItsOwnersAlone(City city) throws IOException {
        List<URI> places = List.of(city.origin(), city.inner(), city.internal(), city.keycloak());
        for (InetAddress address : outside()) {
            for (URI place : places) {
                assertFalse(listens(address, place.getPort()), place + " listens on " + address);
            }
        }
        // Dovecot's processes may pass through the folder, nobody may read it.
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(city.data()));
        assertTrue(rights.matches("rwx--[x-]--[x-]"), rights);
        try (Stream<Path> files = Files.walk(city.data())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(name -> name.toString().matches(".*\\.(properties|p12|key|jwk|args)$"))
                    .filter(name -> !name.toString().contains("/public/")
                            && !name.toString().contains("/payara-runtime"))
                    .filter(name -> !name.toString().contains("/root/")
                            && !name.toString().contains("/dovecot/"))
                    // Made by Keycloak at each start; it holds certificates only.
                    .filter(name -> !name.endsWith("keycloak-truststore.p12"))
                    .toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
    }

    private static List<InetAddress> outside() throws SocketException {
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (network.isUp() && !network.isLoopback()) {
                addresses.addAll(Collections.list(network.getInetAddresses()));
            }
        }
        return addresses;
    }

    private static boolean listens(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
