package io.keygear.tests.page;

import org.openqa.selenium.By;

/** The end of a login that cannot go on. */
public final class ErrorPage {

    private static final By MESSAGE = By.id("kc-error-message");

    private final Browser browser;

    /** The error page this browser shows or is about to. */
    public ErrorPage(Browser browser) {
        this.browser = browser;
        browser.await(MESSAGE);
    }

    /** What it says. */
    public String message() {
        return browser.await(MESSAGE).getText();
    }
}
