package fr.intraparis.it.page;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;

/** Mail: the list, a message, the form that answers it or writes a new one. */
public record MailboxPages(Page page) {

    /** The newest message whose subject holds that text. */
    public Locator message(String subject) {
        return page.getByRole(AriaRole.ROW)
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(subject))
                .first();
    }

    /** Fills the form. */
    public void draft(String to, String subject, String text) {
        PortalPage portal = new PortalPage(page);
        portal.field("À").fill(to);
        portal.field("Objet").fill(subject);
        portal.field("Message").fill(text);
    }

    /** Chooses a file. */
    public void attach(String name, String content) {
        FileChooser chooser = page.waitForFileChooser(
                () -> new PortalPage(page).field("Pièces jointes").click());
        chooser.setFiles(new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8)));
    }
}
