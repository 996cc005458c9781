/**
 * What the door says by itself: why it did not do what was asked, that somebody is signed out, and the style of both.
 * Plain HTML5, one small style sheet, no script: these pages must work on the very browsers that we refuse.
 *
 * <p>Called by the pipeline. Meets E10 (code, time and correlation id on every error) and S86. Raises nothing; shows
 * every code there is.
 */
@NullMarked
package fr.intraparis.gateway.refusal;

import org.jspecify.annotations.NullMarked;
