package fr.intraparis.kernel.contract.hr;

import org.jspecify.annotations.Nullable;

/**
 * Who the caller is for human resources.
 *
 * @param managerName null for an agent without a manager
 */
public record AgentProfile(
        String agentId,
        String displayName,
        String email,
        String department,
        @Nullable String managerName,
        boolean managesTeam) {}
