package dev.stencil.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    @ParameterizedTest
    @ValueSource(strings = {
            "https://app.example.com", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080",
            "https://xn--bcher-kva.example", "http://a.example:443", "https://a_b.example", "capacitor://localhost",
            "ionic://localhost", "tauri://localhost", "http://tauri.localhost", "app://obsidian.md",
            "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
            "moz-extension://c0ffee00-1234-4321-8888-0123456789ab",
            "safari-web-extension://C0FFEE00-1234-4321-8888-0123456789AB", "vscode-webview://1a2b3c"})
    void whatBrowsersAndWebViewsSendIsTakenAsItIs(String origin) {
        assertThat(Origins.of(given(origin))).containsExactly(origin);
        assertThat(Origins.of(given(" https://b.example , " + origin))).containsExactlyInAnyOrder(
                "https://b.example", origin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "https://a.example/ ; capacitor://localhost/ | a slash at its end",
            "https://a.example/app ; https://a.example?x ; https://a.example#x | a path or a query",
            "* ; https://*.example | a *",
            "a.example ; localhost:3000 ; //a.example | no scheme",
            "null | any page",
            "HTTPS://a.example ; ://a.example ; https://A.example | in lower case",
            "https://a.example:443 ; http://a.example:80 | own port",
            "https://a.example:0 ; https://a.example: ; https://a.example:http | a port is from 1",
            "https://a.example:65536 | above 65535",
            "https://ada@a.example | a user",
            "https://b\u00fccher.example | xn--",
            "https://a b.example | as browsers never write it",
            "http://::1 | in brackets",
            "file:// | no host",
            "file:///etc | a path",
    })
    void whatTheyNeverSendIsRefusedWithTheReason(String origins, String reason) {
        for (String origin : origins.split(" ; ", -1)) {
            assertThatThrownBy(() -> Origins.of(given("https://b.example," + origin)))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageStartingWith("CORS_ALLOWED_ORIGINS must be")
                    .hasMessageContaining(": " + origin + ' ')
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining("b.example,");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example,,https://b.example", "https://a.example,", ","})
    void noOriginAtAllIsRefused(String list) {
        assertThatThrownBy(() -> Origins.of(given(list)))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("nothing between two commas");
    }

    private static SettingValue given(String value) {
        return new SettingValue("CORS_ALLOWED_ORIGINS", value);
    }
}
