package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.HEADER;
import static dev.stencil.adapter.jwt.Forge.NOW;
import static dev.stencil.adapter.jwt.Forge.base64;
import static dev.stencil.adapter.jwt.Forge.claims;
import static dev.stencil.adapter.jwt.Forge.signed;
import static dev.stencil.adapter.jwt.RefusedTokenTest.assertRefused;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.EXPIRED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.ISSUED_IN_FUTURE;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.LIFETIME;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.NOT_YET_VALID;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.NO_SUBJECT;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.WRONG_TYPE;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens with our signature whose claims differ from accepted ones in one thing each. */
class RefusedClaimsTest {
    private static final String ID = "\"0123456789abcdef01234567\"";

    @ParameterizedTest
    @MethodSource({"payloads", "subjects", "times", "otherClaims"})
    void claimsThatAreNotOursAreRefused(String token, Reason reason) {
        assertRefused(token, reason);
    }

    static Stream<Arguments> payloads() {
        byte[] notUtf8 = claims().with("sub", "\"\u00e9\"").json().getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                payload("an array", "[1]", MALFORMED),
                payload("text", "hello", MALFORMED),
                payload("null", "null", MALFORMED),
                payload("empty", "", MALFORMED),
                payload("byte order mark", "\ufeff" + claims().json(), MALFORMED),
                payload("something after it", claims().json() + "1", MALFORMED),
                payload("a comment", "/**/" + claims().json(), MALFORMED),
                payload("sub twice", claims().json().replace("}", ",\"sub\":\"bob\"}"), MALFORMED),
                payload("3,000 levels deep", "[".repeat(3000), MALFORMED),
                payload("1,400 levels deep in a claim",
                        claims().with("x", "[".repeat(1400) + "]".repeat(1400)).json(), MALFORMED),
                payload("10,000 levels deep", claims().with("x", "[".repeat(10_000) + "]".repeat(10_000)).json(),
                        MALFORMED),
                payload("NaN", claims().with("x", "NaN").json(), MALFORMED),
                payload("an endless number", claims().with("x", "1e999999999").json(), MALFORMED),
                argumentSet("payload: bad UTF-8", signed(base64(HEADER) + "." + base64(notUtf8)), MALFORMED));
    }

    private static Arguments payload(String name, String payload, Reason reason) {
        return argumentSet("payload: " + name, Forge.token(HEADER, payload), reason);
    }

    static Stream<Arguments> subjects() {
        return Stream.of(
                argumentSet("no sub", claims().without("sub").token(), NO_SUBJECT),
                argumentSet("no claims", Forge.token(HEADER, "{}"), NO_SUBJECT),
                claim("sub", "\"\"", NO_SUBJECT),
                claim("sub", "null", NO_SUBJECT),
                claim("sub", "5", NO_SUBJECT),
                claim("sub", "[\"alice\"]", NO_SUBJECT),
                claim("sub", "{\"$ne\":null}", NO_SUBJECT),
                claim("sub", "\"\\ud800\"", MALFORMED),
                claim("uid", "null", MALFORMED),
                claim("uid", "5", MALFORMED),
                claim("uid", "\"0123456789ABCDEF01234567\"", MALFORMED),
                session("null", MALFORMED),
                session("5", MALFORMED),
                session("\"\"", MALFORMED),
                session("\"jti:00\"", MALFORMED),
                argumentSet("sid without uid", claims().with("sid", ID).token(), MALFORMED));
    }

    static Stream<Arguments> times() {
        return Stream.of(
                argumentSet("exp past",
                        claims().with("iat", NOW - 90_000).with("nbf", NOW - 90_000).with("exp", NOW - 3600).token(),
                        EXPIRED),
                claim("exp", Long.toString(NOW), EXPIRED),
                claim("exp", "0", EXPIRED),
                claim("exp", Long.toString(NOW + 86_401), LIFETIME),
                claim("exp", Long.toString(Long.MAX_VALUE), LIFETIME),
                claim("exp", "99999999999999999999", MALFORMED),
                claim("exp", "1e300", MALFORMED),
                claim("exp", NOW + 60 + ".0", MALFORMED),
                claim("exp", "-1", MALFORMED),
                claim("exp", "null", MALFORMED),
                claim("exp", "true", MALFORMED),
                claim("exp", "\"" + (NOW + 60) + "\"", MALFORMED),
                argumentSet("no exp", claims().without("exp").token(), MALFORMED),
                claim("iat", Long.toString(NOW + 31), ISSUED_IN_FUTURE),
                claim("iat", "null", MALFORMED),
                claim("iat", "\"x\"", MALFORMED),
                claim("iat", NOW + ".5", MALFORMED),
                claim("iat", "-1", MALFORMED),
                argumentSet("no iat", claims().without("iat").token(), MALFORMED),
                claim("nbf", Long.toString(NOW + 31), NOT_YET_VALID),
                claim("nbf", "null", MALFORMED),
                claim("nbf", "1.5", MALFORMED));
    }

    static Stream<Arguments> otherClaims() {
        return Stream.of(
                argumentSet("refresh token", claims().with("type", "\"refresh\"").without("fresh").token(), WRONG_TYPE),
                claim("type", "\"bogus\"", MALFORMED),
                claim("type", "[\"access\"]", MALFORMED),
                argumentSet("no type", claims().without("type").token(), MALFORMED),
                claim("jti", "\"\"", MALFORMED),
                claim("jti", "1", MALFORMED),
                argumentSet("no jti", claims().without("jti").token(), MALFORMED),
                claim("aud", "\"x\"", MALFORMED),
                claim("aud", "null", MALFORMED),
                claim("iss", "\"x\"", MALFORMED),
                claim("custom", "\"\\ud800\"", MALFORMED),
                claim("custom\\u0000", "1", MALFORMED),
                argumentSet("sub alone", Forge.token(HEADER, "{\"sub\":\"alice\"}"), MALFORMED));
    }

    private static Arguments session(String json, Reason reason) {
        return argumentSet("claim sid: " + json, claims().with("uid", ID).with("sid", json).token(), reason);
    }

    private static Arguments claim(String name, String json, Reason reason) {
        return argumentSet("claim " + name + ": " + json, claims().with(name, json).token(), reason);
    }
}
