package fr.intraparis.gateway;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query of a request, taken apart once; what is relayed is written anew from it. */
public record Query(List<Parameter> parameters) {
    private static final int MOST = 64;

    /** One name and its value, decoded. */
    public record Parameter(String name, String value) {}

    /**
     * Takes the raw query apart.
     *
     * @throws CodedException {@link ErrorCode#REL_MALFORMED} for control characters, bad encoding or too many of them
     */
    public static Query parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return new Query(List.of());
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            parameters.add(
                    equals < 0
                            ? new Parameter(decode(pair), "")
                            : new Parameter(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
        }
        if (parameters.size() > MOST) {
            throw new CodedException(ErrorCode.REL_MALFORMED, "too many query parameters");
        }
        return new Query(List.copyOf(parameters));
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** The same without that name. */
    public Query without(String name) {
        return new Query(parameters.stream()
                .filter(parameter -> !parameter.name().equals(name))
                .toList());
    }

    /** The query as it goes over the wire, without the question mark; empty when there is none. */
    public String encoded() {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : parameters) {
            text.append(text.length() == 0 ? "" : "&")
                    .append(URLEncoder.encode(parameter.name(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static String decode(String text) {
        try {
            // First to bytes (ISO-8859-1 keeps them), then strictly to text: a malformed byte is refused, not replaced.
            byte[] bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw new CodedException(ErrorCode.REL_MALFORMED, "control character in the query");
            }
            return decoded;
        } catch (CharacterCodingException | IllegalArgumentException malformed) {
            throw new CodedException(ErrorCode.REL_MALFORMED, "the query is not well encoded", malformed);
        }
    }
}
