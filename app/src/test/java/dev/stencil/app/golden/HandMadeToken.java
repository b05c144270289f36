package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JWTs signed by hand (RFC 7515): what accepts them is not what made them. */
final class HandMadeToken {
    static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private HandMadeToken() {}

    static String hs256(String secret, String payload) {
        return signed("HmacSHA256", secret, HS256, payload);
    }

    static String hs512(String secret, String payload) {
        return signed("HmacSHA512", secret, "{\"alg\":\"HS512\",\"typ\":\"JWT\"}", payload);
    }

    static String unsigned(String payload) {
        return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(payload) + ".";
    }

    static String encoded(String text) {
        return encoded(text.getBytes(UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static String signed(String algorithm, String secret, String header, String payload) {
        String content = encoded(header) + "." + encoded(payload);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
            return content + "." + encoded(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
