package fr.intraparis.stack;

import com.nimbusds.jose.util.JSONObjectUtils;
import fr.intraparis.stack.part.Template;
import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.Ports;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;

/** {@code data/run.json}: what a running stack says of itself. No secret is in it, only where they are. */
public final class RunFile {
    private RunFile() {}

    static Path file(Path data) {
        return data.resolve("run.json");
    }

    static void write(StackPlan plan) {
        StringBuilder text = new StringBuilder("{\n");
        text.append("  \"pid\": ").append(ProcessHandle.current().pid()).append(",\n");
        line(text, "origin", plan.origin());
        line(text, "bind", plan.bind());
        line(text, "issuer", plan.issuer());
        line(text, "host", plan.host());
        text.append("  \"apart\": ").append(plan.apart()).append(",\n");
        line(text, "mail", plan.mail().name());
        line(text, "data", plan.data().toString());
        line(text, "logs", plan.logs().toString());
        line(text, "authority", plan.data().resolve("tls/public/ca.crt").toString());
        line(text, "people", plan.data().resolve("people.properties").toString());
        line(text, "secrets", plan.data().resolve("secrets/secrets.properties").toString());
        text.append("  \"agents\": ").append(plan.agents()).append(",\n  \"ports\": {");
        String separator = "";
        for (Map.Entry<String, Integer> port : plan.ports().byName().entrySet()) {
            text.append(separator)
                    .append("\n    \"")
                    .append(port.getKey())
                    .append("\": ")
                    .append(port.getValue());
            separator = ",";
        }
        PrivateFiles.write(file(plan.data()), text.append("\n  }\n}\n").toString());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  \"")
                .append(name)
                .append("\": \"")
                .append(Template.inJson(value))
                .append("\",\n");
    }

    /** The plan of the stack that runs from that data folder; an error that says so if none does. */
    public static StackPlan read(Layout layout, Path data) {
        Path file = file(data);
        if (!Files.exists(file)) {
            throw new IllegalStateException("No stack runs from " + data + ": start it with ./run");
        }
        try {
            Map<String, Object> json = JSONObjectUtils.parse(Files.readString(file));
            long pid = JSONObjectUtils.getLong(json, "pid");
            if (ProcessHandle.of(pid).isEmpty()) {
                throw new IllegalStateException(
                        "The stack of " + data + " (process " + pid + ") no longer runs: ./run");
            }
            Ports ports = Ports.defaults();
            Map<String, Object> numbers = JSONObjectUtils.getJSONObject(json, "ports");
            for (String name : numbers.keySet()) {
                ports = ports.with(name, JSONObjectUtils.getInt(numbers, name));
            }
            return new StackPlan(
                    layout,
                    data,
                    ports,
                    JSONObjectUtils.getString(json, "bind"),
                    JSONObjectUtils.getString(json, "host"),
                    JSONObjectUtils.getBoolean(json, "apart"),
                    MailServer.valueOf(JSONObjectUtils.getString(json, "mail")),
                    JSONObjectUtils.getInt(json, "agents"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (ParseException e) {
            throw new IllegalStateException("Not a run file: " + file, e);
        }
    }
}
