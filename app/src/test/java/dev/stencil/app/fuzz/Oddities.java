package dev.stencil.app.fuzz;

import java.util.List;

/** Values that have broken servers before. */
final class Oddities {
    /** Values of parameters and headers, in bytes that may stand there. */
    static final List<String> TEXTS = List.of(
            "", "*", "-1", "0", "1e9", "99999999999999999999", "null", "undefined", "true", "\"1\"", "W/\"1\"", "\"",
            "\"\u00e9\"", "'", "' OR '1'='1", "\\", "{}", "[]", "{\"$ne\":null}", "$where", "%", "%00", "%0d%0aX-Y:1",
            "%ff", "%c0%ae", "%2e%2e%2f", "..", "../../etc", ";x=1", "a;b", "a,b", "a=b&c=d", "+", "%u0041", "<script>",
            "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "application/json", "text/html;q=0", "Bearer", "Bearer ",
            "Basic YTpi", "gzip", "identity", "x".repeat(300), "9".repeat(3_000), "close", "keep-alive", "bytes=0-1",
            "http://example.org", "127.0.0.1", "\u00ff\u00fe", "a\tb", "0".repeat(24), "f".repeat(24), "F".repeat(24));

    /** JSON, some of it only nearly. */
    static final List<String> JSON = List.of(
            "null", "true", "0", "-0", "-0.0", "1.0", "1e400", "-1e400", "1e999999999", "1E-999999999", "1e308",
            "4.9e-324",
            "9223372036854775807", "9223372036854775808", "-9223372036854775809", "0x10", "01", "+1", ".5", "NaN",
            "Infinity", "1".repeat(41), "1".repeat(2_000), "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"", "\"\u00e9\"", "\"e\\u0301\"", "\"\\ufeff\"", "\"\\u202e\"", "\"\\x\"", "\"\t\"",
            "\"unclosed", "\"" + "y".repeat(20_000) + "\"", "\"" + "z".repeat(300_000) + "\"", "[]", "{}", "[[]]",
            "[null]", "[1,]", "{,}", "{\"a\":1,\"a\":2}", "{\"\":1}", "{\"\\u0000\":1}", "{\"\\ud800\":1}",
            "{\"a.b\":1}", "{\"$ne\":null}", "{\"$gt\":\"\"}", "{\"$set\":{\"owner\":\"x\"}}", "{\"$oid\":\"x\"}",
            "{\"$date\":{\"$numberLong\":\"1\"}}", "{\"$numberDouble\":\"NaN\"}", "{\"__proto__\":{\"a\":1}}",
            "{\"_id\":1,\"stencil\":{\"owner\":\"x\"},\"version\":7}", "{\"" + "n".repeat(257) + "\":1}",
            nested("[", "]", 31), nested("[", "]", 33), nested("{\"a\":", "}", 33), nested("[", "]", 101),
            nested("[", "]", 5_000), "[".repeat(20_000), "/**/1", "'a'", "//", "1 2", "\ufeff1");

    static final List<String> MEMBERS = List.of(
            "", "_id", "id", "owner", "version", "password_hash", "passwordHash", "username", "password", "profile",
            "stencil", "$set", "a.b", "epoch", "__proto__", "template", "content", "created_at", "~", "/", "\u0000");

    private Oddities() {}

    private static String nested(String open, String close, int levels) {
        return open.repeat(levels) + "1" + close.repeat(levels);
    }
}
