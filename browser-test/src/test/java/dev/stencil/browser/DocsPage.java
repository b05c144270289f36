package dev.stencil.browser;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Swagger UI: what can be clicked, typed and read there. */
final class DocsPage {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ChromeDriver driver;

    private DocsPage(ChromeDriver driver) {
        this.driver = driver;
    }

    static DocsPage open(ChromeDriver driver, URI server) {
        driver.get(server.resolve("/docs").toString());
        return new DocsPage(driver);
    }

    /** Pastes the token into the dialogue behind "Authorize". */
    void authorize(String token) {
        click(driver, ".scheme-container .btn.authorize");
        paste(find(driver, ".dialog-ux input"), token);
        click(driver, ".dialog-ux .btn.authorize");
        click(driver, ".dialog-ux .btn-done");
    }

    /**
     * Unfolds an operation, unless it is.
     *
     * @param name its tag and its id, with a hyphen between
     */
    Operation operation(String name) {
        WebElement block = find(driver, "#operations-" + name);
        if (block.findElements(By.cssSelector(".opblock-body")).isEmpty()) {
            click(block, ".opblock-summary-control");
        }
        return new Operation(block);
    }

    /** What is shown as the answer. */
    record Shown(String status, String body) {}

    /** An operation that is unfolded, ready to be tried out. */
    final class Operation {
        private final WebElement block;

        private Operation(WebElement block) {
            this.block = block;
        }

        Operation parameter(String name, String value) {
            paste(find(block, "tr[data-param-name=" + name + "] input"), value);
            return this;
        }

        Operation body(String json) {
            paste(find(block, "textarea.body-param__text"), json);
            return this;
        }

        Shown execute() {
            block.findElements(By.cssSelector(".btn-clear")).forEach(WebElement::click);
            click(block, ".btn.execute");
            String status = find(block, ".live-responses-table tbody .response-col_status").getText();
            String body = block.findElements(By.cssSelector(".live-responses-table .highlight-code code")).stream()
                    .map(WebElement::getText)
                    .findFirst()
                    .orElse("");
            return new Shown(status.strip(), body);
        }
    }

    /** In the place of what is there. Typed key by key, a text is drawn as many times as it has letters. */
    private void paste(WebElement field, String text) {
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"));
        driver.executeCdpCommand("Input.insertText", Map.of("text", text));
    }

    private static void click(SearchContext where, String selector) {
        find(where, selector).click();
    }

    private static WebElement find(SearchContext where, String selector) {
        return await().pollInSameThread()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> where.findElement(By.cssSelector(selector)), WebElement::isDisplayed);
    }
}
