package io.keygear.tests.page;

import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The button of the pages of ours. */
final class Submit {

    private static final By BUTTON = By.id("kg-submit");

    private final Browser browser;

    Submit(Browser browser) {
        this.browser = browser;
    }

    void press() {
        browser.await(BUTTON).click();
    }

    /** Presses it if the page with {@code field} is still there. */
    void unlessGone(WebElement field) {
        try {
            if (field.isDisplayed()) {
                browser.driver().findElement(BUTTON).click();
            }
        } catch (StaleElementReferenceException | NoSuchElementException e) {
            return; // the page sent the form when the last digit was typed
        }
    }
}
