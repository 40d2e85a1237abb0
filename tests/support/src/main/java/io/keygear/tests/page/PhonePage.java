package io.keygear.tests.page;

import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Asks for a phone number to enrol. */
public final class PhonePage {

    private static final By FORM = By.id("kg-phone-form");
    private static final By ERROR = By.id("kg-phone-error");

    private final Browser browser;

    /** The phone page this browser shows or is about to. */
    public PhonePage(Browser browser) {
        this.browser = browser;
        browser.await(FORM);
    }

    /** Types the number as people write it, and submits. */
    public void enter(String number) {
        WebElement field = browser.await(By.id("kg-phone"));
        field.clear();
        field.sendKeys(number);
        new Submit(browser).press();
    }

    /** Gives the phone a name; before {@link #enter}. */
    public PhonePage label(String label) {
        WebElement field = browser.await(By.cssSelector("#kg-phone-form [name=label]"));
        field.clear();
        field.sendKeys(label);
        return this;
    }

    /** What is wrong with the number entered, if the page says so. */
    public Optional<String> error() {
        return browser.driver().findElements(ERROR).stream()
                .map(WebElement::getText)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** Waits until the page says what is wrong. */
    public String awaitError() {
        return browser.await(any -> error().orElse(null), "an error");
    }
}
