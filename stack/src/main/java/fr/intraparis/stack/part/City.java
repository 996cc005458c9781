package fr.intraparis.stack.part;

import com.nimbusds.jose.util.JSONObjectUtils;
import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.PartFailure;
import fr.intraparis.stack.secret.PrivateFiles;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The demonstration city: rows for hr-services (its own scripts, {@code hr-services/src/main/demo}), and, for more agents
 * than the cast, their accounts in Keycloak without credentials: hashing 55,000 passwords would take three quarters of an
 * hour. Adds what is missing and changes nothing, so each start may run it.
 */
public final class City implements Part {
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private record Account(String username, String name, String email, String agentId, boolean leads) {}

    private final Installation installation;
    private final Postgres postgres;
    private final Consumer<String> progress;

    /** @param progress told, from time to time, how far a large city has come */
    public City(Installation installation, Postgres postgres, Consumer<String> progress) {
        this.installation = installation;
        this.postgres = postgres;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "Demonstration city";
    }

    @Override
    public void start() throws InterruptedException {
        PrivateFiles.write(log(), "");
        Path scripts = installation.plan().layout().demo();
        try {
            try (Connection hr = postgres.connect("intraparis", "hr");
                    Statement sql = hr.createStatement()) {
                hr.setAutoCommit(false);
                sql.execute(Template.file(scripts.resolve("city.sql")).text());
                if (installation.plan().agents() > 0) {
                    sql.execute("SELECT set_config('intraparis.agents', '"
                            + installation.plan().agents() + "', false)");
                    sql.execute(Template.file(scripts.resolve("agents.sql")).text());
                }
                hr.commit();
            }
            if (installation.plan().agents() > 0) {
                openAccounts(missing());
            }
        } catch (SQLException | IllegalStateException | ParseException e) {
            throw new PartFailure(name(), String.valueOf(e.getMessage()), log(), e);
        }
    }

    private List<Account> missing() throws SQLException {
        Set<String> known = new HashSet<>();
        try (Connection keycloak = postgres.connect("keycloak", "keycloak");
                Statement sql = keycloak.createStatement();
                ResultSet row =
                        sql.executeQuery("SELECT u.username FROM user_entity u JOIN realm r ON r.id = u.realm_id"
                                + " WHERE r.name = '" + StackPlan.REALM + "'")) {
            while (row.next()) {
                known.add(row.getString(1));
            }
        }
        List<Account> missing = new ArrayList<>();
        try (Connection hr = postgres.connect("intraparis", "hr");
                Statement sql = hr.createStatement();
                ResultSet row = sql.executeQuery("SELECT username, display_name, email, agent_id,"
                        + " EXISTS (SELECT 1 FROM agent m WHERE m.manager_id = a.agent_id) AS leads"
                        + " FROM agent a ORDER BY agent_id")) {
            while (row.next()) {
                if (!known.contains(row.getString(1))) {
                    missing.add(new Account(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)));
                }
            }
        }
        return missing;
    }

    private void openAccounts(List<Account> accounts) throws InterruptedException, ParseException {
        Loopback loopback = new Loopback(installation.authority());
        long begin = System.nanoTime();
        for (int from = 0; from < accounts.size(); from += BATCH) {
            int to = Math.min(accounts.size(), from + BATCH);
            StringBuilder json = new StringBuilder("{\"ifResourceExists\":\"SKIP\",\"users\":[");
            for (Account account : accounts.subList(from, to)) {
                int space = account.name().indexOf(' ');
                json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                        .append("{\"username\":\"")
                        .append(Template.inJson(account.username()))
                        .append("\",\"enabled\":true,\"emailVerified\":true,\"email\":\"")
                        .append(Template.inJson(account.email()))
                        .append("\",\"firstName\":\"")
                        .append(Template.inJson(account.name().substring(0, Math.max(space, 0))))
                        .append("\",\"lastName\":\"")
                        .append(Template.inJson(account.name().substring(space + 1)))
                        .append("\",\"attributes\":{\"agent_id\":[\"")
                        .append(account.agentId())
                        .append("\"]},\"realmRoles\":[\"agent\"")
                        .append(account.leads() ? ",\"manager\"]}" : "]}");
            }
            loopback.send(HttpRequest.newBuilder(URI.create(
                            installation.plan().keycloak() + "/admin/realms/" + StackPlan.REALM + "/partialImport"))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token(loopback))
                    .POST(HttpRequest.BodyPublishers.ofString(json.append("]}").toString()))
                    .build());
            if (to == accounts.size() || to % 5000 == 0) {
                progress.accept(to + " of " + accounts.size() + " accounts after "
                        + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
            }
        }
    }

    private String token(Loopback loopback) throws InterruptedException, ParseException {
        return JSONObjectUtils.getString(
                JSONObjectUtils.parse(loopback.send(HttpRequest.newBuilder(URI.create(
                                installation.plan().keycloak() + "/realms/master/protocol/openid-connect/token"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=" + Keycloak.ADMIN_CLIENT + "&client_secret="
                                        + installation.secrets().password("keycloak.admin")))
                        .build())),
                "access_token");
    }

    /** Nothing to stop: it is data. */
    @Override
    public void stop() {}

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public Path log() {
        return installation.plan().logs().resolve("city.log");
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }
}
