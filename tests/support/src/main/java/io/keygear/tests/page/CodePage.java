package io.keygear.tests.page;

import java.util.Objects;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Asks for the code that was sent. */
public final class CodePage {

    private static final By FORM = By.id("kg-code-form");
    private static final By CODE = By.cssSelector("#kg-code-form [name=code]");
    private static final By ERROR = By.id("kg-code-error");

    private final Browser browser;

    /** The code page this browser shows or is about to. */
    public CodePage(Browser browser) {
        this.browser = browser;
        browser.await(FORM);
    }

    /** Types the code and presses the button, unless the page has sent a complete code by itself. */
    public void enter(String code) {
        Submit submit = new Submit(browser);
        WebElement field = browser.await(CODE);
        field.clear();
        field.sendKeys(code);
        submit.unlessGone();
    }

    /** Asks for another code. */
    public void resend() {
        browser.await(By.cssSelector("[name=resend]")).click();
    }

    /** Asks for the code on another phone, known by the end of its number. */
    public void choosePhone(String ending) {
        browser.await(By.xpath("//button[@name='phone'][contains(., '" + ending + "')]"))
                .click();
    }

    /** The masked number. */
    public String target() {
        return browser.await(By.cssSelector("#kg-delivery .kg-target")).getText();
    }

    /** {@code queued}, {@code accepted} or {@code failed}; empty if the page does not say. */
    public String delivery() {
        return Objects.requireNonNullElse(browser.await(By.id("kg-delivery")).getDomAttribute("data-state"), "");
    }

    /** Waits until the message has got this far. */
    public void awaitDelivery(String state) {
        browser.await(By.cssSelector("#kg-delivery[data-state=" + state + "]"));
    }

    /** What is wrong with the code entered, if the page says so. */
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

    /** Whether another second factor is offered. */
    public boolean offersAnotherWay() {
        return browser.has(By.id("try-another-way"));
    }

    /** Chooses another second factor. */
    public void tryAnotherWay() {
        browser.await(By.id("try-another-way")).click();
    }
}
