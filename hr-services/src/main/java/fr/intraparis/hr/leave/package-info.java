/**
 * Annual leave: what an agent is entitled to and why, what a period costs day by day, asking, deciding, withdrawing
 * (requirement row F1). Called by portal-web. Reading order: {@code rules.json} and {@link LeaveRules} (what the texts
 * say), {@link LeaveCalendar} (how days are counted), {@link LeaveRequests} (what happens), {@link LeaveResource}.
 *
 * <p>Codes: NOM-HRS-001 to NOM-HRS-007, NOM-SYS-002 to NOM-SYS-004.
 */
@NullMarked
package fr.intraparis.hr.leave;

import org.jspecify.annotations.NullMarked;
