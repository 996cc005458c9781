package fr.intraparis.gateway.posture;

import fr.intraparis.kernel.ErrorCode;

/**
 * What a rule found.
 *
 * @param code the one that a refusal carries; without meaning when the workstation is fit
 * @param evidence what was seen and what was expected, for the person, the log and the audit
 */
public record Finding(ErrorCode code, Verdict verdict, String evidence) {}
