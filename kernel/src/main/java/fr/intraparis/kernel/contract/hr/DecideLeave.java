package fr.intraparis.kernel.contract.hr;

import org.jspecify.annotations.Nullable;

/**
 * A manager decides; {@code version} is the one that was shown. Both are objects, so that a decision that leaves one out
 * is seen to lack it, and is not taken for a refusal.
 */
public record DecideLeave(Boolean approved, @Nullable String comment, Long version) {}
