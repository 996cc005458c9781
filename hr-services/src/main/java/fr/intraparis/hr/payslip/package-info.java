/**
 * Payslips: the agent's own, as data and as a PDF/A-3a and PDF/UA-1 document made from the rows at each request
 * (requirement row F3). Called by portal-web, and by the agent's browser through the door for the PDF. Every view leaves
 * an audit row. Codes: NOM-HRS-001, NOM-PAY-001.
 */
@NullMarked
package fr.intraparis.hr.payslip;

import org.jspecify.annotations.NullMarked;
