package io.keygear.tests.page;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Chromium with a fresh profile, without a window.
 *
 * <p>The browser and its driver are those of the system (on Debian the packages {@code chromium} and
 * {@code chromium-driver}); nothing is ever downloaded.
 */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en");

    /** Selenium warns of every browser newer than itself. Held, as the JDK forgets the level with the logger. */
    private static final Logger SELENIUM = quiet(Logger.getLogger("org.openqa.selenium"));

    private final ChromeDriver driver;
    private final List<Browser> others = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Why there can be no browser here, if so. */
    public static Optional<String> missing() {
        if (findBrowser().isEmpty()) {
            return Optional.of("no Chromium found (Debian: apt-get install chromium)");
        }
        if (find("chromedriver").isEmpty()) {
            return Optional.of("no chromedriver found (Debian: apt-get install chromium-driver)");
        }
        return Optional.empty();
    }

    /** With script, 1280 by 900 pixels. */
    public static Browser open() {
        return open(Map.of());
    }

    /** Somebody else's, closed together with this one. */
    public Browser another() {
        return keep(open());
    }

    /** One with script turned off, closed together with this one. */
    public Browser withoutScript() {
        return keep(open(Map.of("profile.managed_default_content_settings.javascript", 2)));
    }

    /** One that prefers dark colours, closed together with this one. */
    public Browser dark() {
        Browser browser = keep(open());
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        return browser;
    }

    /** Goes to an address. */
    public Browser go(URI address) {
        driver.get(address.toString());
        return this;
    }

    /** The address in its bar. */
    public URI url() {
        return URI.create(driver.getCurrentUrl());
    }

    /** Selenium, for what the page objects do not have. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Changes the size of the page, for instance to that of a phone. */
    public Browser resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        return this;
    }

    /** Presses the back button. */
    public void back() {
        driver.navigate().back();
    }

    /** Presses the reload button. */
    public void reload() {
        driver.navigate().refresh();
    }

    /** Waits until an element is there, and gives it. */
    public WebElement await(By element) {
        return await(
                browser -> browser.findElements(element).stream().findFirst().orElse(null), element.toString());
    }

    /** Waits until the address begins like this, and gives it. */
    public URI awaitUrl(String beginning) {
        return await(browser -> url().toString().startsWith(beginning) ? url() : null, "the address " + beginning);
    }

    /** Whether an element is there now. */
    public boolean has(By element) {
        return !driver.findElements(element).isEmpty();
    }

    /** What a person can read on the page. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Puts a picture of the page into {@code target/screenshots}. */
    public Path screenshot(String name) {
        try {
            Path folder = Files.createDirectories(
                    Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/screenshots"));
            return Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        others.forEach(Browser::close);
        driver.quit();
    }

    /**
     * Waits until a condition gives something else than null or false, and gives that. A page that turns while it is
     * asked is asked again; what went wrong last is the cause if time runs out.
     */
    public <T> T await(ExpectedCondition<T> condition, String what) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(WebDriverException.class)
                .withMessage(() -> what + " did not come. The page " + driver.getCurrentUrl() + " says:\n" + text())
                .until(condition);
    }

    private Browser keep(Browser other) {
        others.add(other);
        return other;
    }

    private static Browser open(Map<String, Object> preferences) {
        SELENIUM.fine("opening");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(findBrowser().orElseThrow().toFile());
        options.addArguments(FLAGS);
        options.addArguments("--window-size=1280,900");
        options.setExperimentalOption("prefs", preferences);
        File driver = find("chromedriver").orElseThrow().toFile();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver)
                .withSilent(true)
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Logger quiet(Logger logger) {
        logger.setLevel(Level.SEVERE);
        return logger;
    }

    private static Optional<Path> findBrowser() {
        return BROWSERS.stream().flatMap(name -> find(name).stream()).findFirst();
    }

    private static Optional<Path> find(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
                .map(dir -> Path.of(dir, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
