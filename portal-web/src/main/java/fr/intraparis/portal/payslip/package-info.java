/** The visitor's payslips: the list by year, one payslip line by line; the PDF itself comes from hr-services through the door. Row F3. */
@NullMarked
package fr.intraparis.portal.payslip;

import org.jspecify.annotations.NullMarked;
