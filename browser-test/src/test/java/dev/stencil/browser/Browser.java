package dev.stencil.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium without a window. It knows no host but this one. */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    /** Warns of each Chromium that is newer than Selenium. */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param profile a folder that is empty */
    static Browser start(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.addArguments(
                "--headless=new", "--window-size=1280,1600", "--user-data-dir=" + profile,
                // Root cannot have the sandbox, and the only page is our own.
                "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // Named, or Selenium would try to download one.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .usingAnyFreePort()
                .build();
        VERSIONS.setLevel(Level.SEVERE);
        return new Browser(new ChromeDriver(service, options));
    }

    private static File program(String name) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            File file = new File(folder, name);
            if (file.canExecute()) {
                return file;
            }
        }
        throw new IllegalStateException("There is no " + name + " on the PATH: install Chromium and its driver"
                + " (Debian: apt install chromium chromium-driver)");
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Errors and warnings in the console, what the Content-Security-Policy blocked among them. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** All that was asked for over the network, also in vain; what is built into the browser has other schemes. */
    List<URI> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> JSON.readTree(entry.getMessage()).get("message"))
                .filter(event -> event.get("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asString())
                .filter(url -> url.matches("(http|ws)s?:.*"))
                .map(URI::create)
                .toList();
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
