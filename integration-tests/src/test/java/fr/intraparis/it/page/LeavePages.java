package fr.intraparis.it.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;

/** Leave: the balance, the request and its count day by day, the decision. */
public record LeavePages(Page page) {

    /** Fills the period of a new request. */
    public void period(LocalDate from, LocalDate to) {
        PortalPage portal = new PortalPage(page);
        portal.field("Premier jour").fill(from.toString());
        portal.field("Dernier jour").fill(to.toString());
    }

    /** The days of the count, in order. */
    public Locator days() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Décompte jour par jour"))
                .getByRole(AriaRole.LISTITEM);
    }

    /** The link that opens the request of that reference for its decision. */
    public Locator examine(String reference) {
        return page.getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText("Examiner"))
                .filter(new Locator.FilterOptions().setHasText(reference));
    }

    /** What one says on the telephone. */
    public Locator reference() {
        return page.getByRole(AriaRole.STATUS).locator(".reference");
    }

    /** The line of a request in the list. */
    public Locator line(String reference) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(reference));
    }
}
