package fr.intraparis.portal.layout;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with the form that was sent: one sentence per field, and the refusal of a neighbour. */
@Named
@RequestScoped
public class FormErrors {
    @Inject
    private Texts texts;

    @Inject
    private Visitor visitor;

    private final Map<String, String> byField = new LinkedHashMap<>();
    private @Nullable Problem problem;

    /** Notes what is wrong with a field; the first sentence stays. */
    public void add(String field, String key, Object... values) {
        byField.putIfAbsent(field, texts.with(key, values));
        PageStatus.of(getFacts());
    }

    /** Notes that a neighbour refused what was sent. */
    public void refuse(@Nullable Problem refusal) {
        problem = refusal;
    }

    /** As above, when the refusal is about one field. */
    public void refuse(@Nullable Problem refusal, String field) {
        refuse(refusal);
        if (refusal != null) {
            byField.putIfAbsent(field, refusal.title());
        }
    }

    /** Whether the form is in order. */
    public boolean isNone() {
        return byField.isEmpty() && problem == null;
    }

    /** For the summary, in the order of the fields. */
    public List<Map.Entry<String, String>> getAll() {
        return new ArrayList<>(byField.entrySet());
    }

    /** The sentence beside a field; null if it is in order. */
    public @Nullable String of(String field) {
        return byField.get(field);
    }

    /** The ids that describe a field which has a hint, for {@code aria-describedby}. */
    public String describe(String field) {
        return byField.containsKey(field) ? field + "-hint " + field + "-error" : field + "-hint";
    }

    /** Code, time and number of what the summary says: the refusal, or that a value is not valid. */
    public Problem getFacts() {
        return problem != null
                ? problem
                : Problem.of(
                        ErrorCode.SYS_BAD_REQUEST,
                        "",
                        CorrelationId.current(),
                        Clock.systemUTC().instant(),
                        visitor.getLocale());
    }

    /** The refusal; null if there is none. */
    public @Nullable Problem getProblem() {
        return problem;
    }
}
