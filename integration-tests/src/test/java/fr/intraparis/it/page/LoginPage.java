package fr.intraparis.it.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Keycloak's pages in our theme: password, code, passkey. */
public record LoginPage(Page page) {

    /** The password step. */
    public Locator username() {
        return page.locator("#username");
    }

    public Locator password() {
        return page.locator("#password");
    }

    /** The code step. */
    public Locator code() {
        return page.locator("#otp");
    }

    /** What sends the form of the current step. */
    public Locator submit() {
        return page.locator("form [type=submit]").first();
    }

    /** The button that asks for a passkey. */
    public Locator usePasskey() {
        return page.locator("#authenticateWebAuthnButton");
    }

    /** The button that registers one. */
    public Locator registerPasskey() {
        return page.locator("#registerWebAuthn");
    }

    /** Where somebody says that others use this computer too. */
    public Locator sharedComputer() {
        return page.locator("#nomades-shared");
    }

    /** Where somebody who has said so takes it back. */
    public Locator ownComputer() {
        return page.locator("#nomades-own");
    }
}
