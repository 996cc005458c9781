package fr.intraparis.kernel.contract.nomades;

/** Blocks an agent in all their sessions. @param reason for the other operators and the audit; the agent is not shown it */
public record BlockAgent(String username, String reason) {}
