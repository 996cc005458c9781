/** Processes of ours: started, watched, waited for, stopped; and what is said when one fails. */
package fr.intraparis.stack.process;
