package fr.intraparis.hr.payslip;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.UUID;

/** The payslip of one agent for one month. It has no amounts: they are its lines. Written by the payroll, only read here. */
@Entity
@Table(name = "payslip")
class Payslip {
    @Id
    private UUID id;

    @Column(name = "agent_id")
    private String agentId;

    private LocalDate month;

    @Column(name = "paid_on")
    private LocalDate paidOn;

    private String department;
    private String grade;

    UUID id() {
        return id;
    }

    String agentId() {
        return agentId;
    }

    LocalDate month() {
        return month;
    }

    LocalDate paidOn() {
        return paidOn;
    }

    String department() {
        return department;
    }

    String grade() {
        return grade;
    }
}
