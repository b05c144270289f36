package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** ES256 as others do it: each verifies what the other signs. */
class EllipticKeyTest {
    private static final Id ID = new Id("0123456789abcdef01234567");
    private static final User ALICE = new User(ID, new UserName("alice"), "", Instant.EPOCH, Instant.EPOCH);

    private final ForgedKey key = ForgedKey.named("key");
    private final JwtTokens tokens = new JwtTokens(
            JwkSet.parse(("{\"keys\":[" + key.jwk("\"key_ops\":[\"sign\"]") + "]}").getBytes(UTF_8)).keySet(),
            Duration.ofDays(1),
            CLOCK);

    /** Numbers that begin with zeros are rare, and where lengths go wrong. */
    @RepeatedTest(20)
    void theJdkVerifiesWhatWeSign() throws Exception {
        String token = tokens.issue(ALICE, ID, Duration.ofDays(1)).text();
        int end = token.lastIndexOf('.');

        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key.pair().getPublic());
        signature.update(token.substring(0, end).getBytes(US_ASCII));

        assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)))).isTrue();
    }

    @RepeatedTest(20)
    void weVerifyWhatTheJdkSigns() {
        assertThat(tokens.verify(key.token(Forge.claims())).subject().text()).isEqualTo("alice");
    }

    @Test
    void whoeverHasThePublicKeysVerifiesOurTokens() throws Exception {
        JWSObject token = JWSObject.parse(tokens.issue(ALICE, ID, Duration.ofDays(1)).text());
        JWKSet keys = JWKSet.parse(tokens.publicKeys());

        assertThat(token.verify(new ECDSAVerifier(
                keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey()))).isTrue();
        assertThat(keys.containsNonPublicKeys()).isFalse();
    }
}
