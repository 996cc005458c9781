package fr.intraparis.it.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What every page of Intraparis has: the menu, the way out, a title. Labels are the French ones. */
public record PortalPage(Page page) {

    public Locator title() {
        return page.getByRole(AriaRole.MAIN).getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(1));
    }

    /** A line of the menu. */
    public Locator menu(String name) {
        return page.getByRole(AriaRole.NAVIGATION)
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator logout() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Se déconnecter"));
    }

    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** A figure by its title, such as Solde. */
    public Locator figure(String title) {
        return page.locator("dl div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt").getByText(title, new Locator.GetByTextOptions().setExact(true))))
                .locator("dd");
    }

    /** What confirms that something was done. */
    public Locator confirmation() {
        return page.getByRole(AriaRole.STATUS);
    }

    /** The summary of what is wrong with a form. */
    public Locator problem() {
        return page.getByRole(AriaRole.ALERT);
    }
}
