package fr.intraparis.hr.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An agent of the city, as human resources know them. Read only here: the payroll owns the record. */
@Entity
@Table(name = "agent")
class Agent {
    @Id
    @Column(name = "agent_id")
    private String agentId;

    @Column(name = "display_name", insertable = false, updatable = false)
    private String displayName;

    @Column(insertable = false, updatable = false)
    private String email;

    @Column(insertable = false, updatable = false)
    private String department;

    @Column(name = "manager_id", insertable = false, updatable = false)
    private @Nullable String managerId;

    @Column(name = "hired_on", insertable = false, updatable = false)
    private LocalDate hiredOn;
}
