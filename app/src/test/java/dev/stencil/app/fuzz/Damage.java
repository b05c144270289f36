package dev.stencil.app.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** Changes bytes here and there. */
record Damage(Dice dice) {
    private static final List<String> PIECES = List.of(
            "\r\n", "\r", "\n", "\r\n\r\n", " ", "\t", ":", "\0", "%", "%00", "/", "//", "..", "?", "#", ";", ",", "\"",
            "{", "}", "[", "]", "\\", "\\u0000", "\\ud800", "\u00ff", "\u00c3", "\u00ef\u00bb\u00bf", "HTTP/1.1",
            "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "Host: x\r\n",
            "Connection: keep-alive\r\n", "0\r\n\r\n", "Authorization: Bearer x\r\n", "GET / HTTP/1.1\r\n", "$ne",
            "e999");

    /** @param others of which pieces may come in */
    byte[] of(byte[] whole, List<byte[]> others) {
        StringBuilder text = new StringBuilder(new String(whole, ISO_8859_1));
        for (int i = dice.below(3); i >= 0; i--) {
            change(text, new String(dice.oneOf(others), ISO_8859_1));
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private void change(StringBuilder text, String other) {
        int from = place(text);
        int to = Math.min(text.length(), from + dice.below(24));
        switch (dice.below(8)) {
            case 0 -> text.insert(from, dice.oneOf(PIECES));
            case 1 -> text.replace(from, Math.min(text.length(), from + 1), dice.oneOf(PIECES));
            case 2 -> text.delete(from, to);
            case 3 -> text.insert(from, text.substring(from, to));
            case 4 -> text.insert(from, (char) dice.below(256));
            case 5 -> {
                if (from < text.length()) {
                    text.setCharAt(from, (char) (text.charAt(from) ^ (1 << dice.below(8))));
                }
            }
            case 6 -> text.replace(from, text.length(), other.substring(Math.min(from, other.length())));
            default -> text.insert(from, dice.oneOf(Oddities.TEXTS));
        }
    }

    /** As often in the head as in the body, which may be far longer. */
    private int place(StringBuilder text) {
        int head = text.indexOf("\r\n\r\n");
        return dice.below(1 + (head > 0 && dice.in100(50) ? head : text.length()));
    }
}
