package fr.intraparis.kernel.contract.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Asks for annual leave, both days included. */
public record SubmitLeave(
        LocalDate from, LocalDate to, @Nullable String comment) {}
