package fr.intraparis.kernel.contract.nomades;

import java.util.List;

/**
 * An account with a privileged role, and the factors it has.
 *
 * @param meetsPolicy whether it has the passkey that privileged routes ask for
 */
public record PrivilegedAccount(
        String username,
        String displayName,
        List<String> roles,
        List<Factor> factors,
        boolean enabled,
        boolean meetsPolicy) {}
