package dev.stencil.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.browser.DocsPage.Shown;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocsPageTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String ADA = "{\"username\": \"ada\", \"password\": \"correct horse\"}";

    @TempDir
    Path folder;

    @Test
    // The server may have to be built first.
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everythingCanBeDoneByClickingWithoutAnErrorAndWithoutAnotherHost() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        try (RunningServer server = RunningServer.start(folder);
                Browser browser = Browser.start(folder.resolve("profile"))) {
            URI url = server.url();
            DocsPage page = DocsPage.open(browser.driver(), url);
            logIn(page);
            browser.screenshot(SCREENSHOTS.resolve("logged-in.png"));
            useTemplates(page);
            browser.screenshot(SCREENSHOTS.resolve("used.png"));

            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests())
                    .extracting(URI::getAuthority)
                    .hasSizeGreaterThan(10)
                    .containsOnly(url.getAuthority());
        }
    }

    private static void logIn(DocsPage page) {
        Shown registered = page.operation("Accounts-registerUser").body(ADA).execute();
        assertThat(registered.status()).isEqualTo("201");
        Shown token = page.operation("Accounts-logIn").body(ADA).execute();
        assertThat(token.status()).isEqualTo("200");
        page.authorize(JSON.readTree(token.body()).get("access_token").asString());
    }

    private static void useTemplates(DocsPage page) {
        String first = create(page, "{\"name\": \"invoice\", \"columns\": []}");
        create(page, "\"two\"");
        create(page, "[3]");

        JsonNode page1 = read(page.operation("Templates-listTemplates").parameter("limit", "2").execute(), "200");
        assertThat(contents(page1)).containsExactly("{\"name\":\"invoice\",\"columns\":[]}", "\"two\"");
        JsonNode page2 = read(page.operation("Templates-listTemplates")
                .parameter("cursor", page1.get("next_cursor").asString())
                .execute(), "200");
        assertThat(contents(page2)).containsExactly("[3]");
        assertThat(page2.get("next_cursor").isNull()).isTrue();

        JsonNode patched = read(page.operation("Templates-patchTemplate")
                .parameter("id", first)
                .body("{\"content\": {\"columns\": null}}")
                .execute(), "200");
        assertThat(patched.get("content")).hasToString("{\"name\":\"invoice\"}");
        Shown deleted = page.operation("Templates-deleteTemplate").parameter("id", first).execute();
        assertThat(deleted.status()).isEqualTo("204");
    }

    private static String create(DocsPage page, String content) {
        Shown created = page.operation("Templates-createTemplate").body("{\"content\": " + content + "}").execute();
        return read(created, "201").get("id").asString();
    }

    private static JsonNode read(Shown shown, String status) {
        assertThat(shown.status()).as(shown.body()).isEqualTo(status);
        return JSON.readTree(shown.body());
    }

    private static List<String> contents(JsonNode page) {
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .map(item -> item.get("content").toString())
                .toList();
    }
}
