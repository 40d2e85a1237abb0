package io.keygear.tests.page;

import java.net.URI;
import org.openqa.selenium.By;

/** Username and password. */
public final class LoginPage {

    private static final By FORM = By.id("kc-form-login");

    private final Browser browser;

    /** The login page this browser shows or is about to. */
    public LoginPage(Browser browser) {
        this.browser = browser;
        browser.await(FORM);
    }

    /** Opens it at the address of a login that has begun. */
    public static LoginPage open(Browser browser, URI login) {
        return new LoginPage(browser.go(login));
    }

    /** Fills in both fields and submits. */
    public void login(String username, String password) {
        browser.await(By.id("username")).sendKeys(username);
        browser.await(By.id("password")).sendKeys(password);
        browser.await(By.cssSelector("#kc-form-login [type=submit]")).click();
    }
}
