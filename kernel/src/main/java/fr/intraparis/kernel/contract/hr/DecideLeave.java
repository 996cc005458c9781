package fr.intraparis.kernel.contract.hr;

import org.jspecify.annotations.Nullable;

/** A manager decides; {@code version} is the one that was shown. */
public record DecideLeave(boolean approved, @Nullable String comment, long version) {}
