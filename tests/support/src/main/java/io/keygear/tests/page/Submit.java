package io.keygear.tests.page;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** The button of the pages of ours. */
final class Submit {

    private final WebElement button;

    /** That of the page this browser shows now, and of no page after it. */
    Submit(Browser browser) {
        this.button = browser.await(By.id("kg-submit"));
    }

    void press() {
        button.click();
    }

    /** Presses it if its page is still there. */
    void unlessGone() {
        try {
            button.click();
        } catch (WebDriverException e) {
            return; // the page sent the form when the last digit was typed; the driver has several errors for that
        }
    }
}
