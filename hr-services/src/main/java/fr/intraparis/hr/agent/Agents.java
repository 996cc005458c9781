package fr.intraparis.hr.agent;

import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.hr.AgentProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** All agents. */
@ApplicationScoped
class Agents {
    @PersistenceContext(unitName = "hr")
    EntityManager entities;

    /** One statement for the agent, the manager's name and whether there is a team. */
    @Transactional
    AgentProfile profile(AgentId agentId) {
        List<Object[]> found = entities.createQuery(
                        "SELECT a.agentId, a.displayName, a.email, a.department, m.displayName,"
                                + " (SELECT COUNT(t) FROM Agent t WHERE t.managerId = a.agentId)"
                                + " FROM Agent a LEFT JOIN Agent m ON m.agentId = a.managerId WHERE a.agentId = :agentId",
                        Object[].class)
                .setParameter("agentId", agentId.value())
                .getResultList();
        if (found.isEmpty()) {
            throw new CodedException(ErrorCode.HRS_UNKNOWN_AGENT, agentId.value());
        }
        Object[] row = found.get(0);
        return new AgentProfile(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                ((Number) row[5]).longValue() > 0);
    }
}
