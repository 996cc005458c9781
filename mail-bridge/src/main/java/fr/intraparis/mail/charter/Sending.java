package fr.intraparis.mail.charter;

import fr.intraparis.mail.wire.Recipient;
import java.util.List;

/**
 * The facts that rules judge.
 *
 * @param recipients everybody on the envelope
 * @param cityDomain in lower case
 */
public record Sending(List<Recipient> recipients, String cityDomain) {}
