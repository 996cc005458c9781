package fr.intraparis.it.suite;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;

/**
 * One browser profile with one page, as one person has it open.
 *
 * @param violations what the content security policy refused since it was opened; empty when all is well
 */
public record Window(BrowserContext context, Page page, List<String> violations) {}
