package dev.stencil.adapter.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/** A key on P-256 as the JDK makes and uses it, with nothing of what is tested. */
record ForgedKey(String id, KeyPair pair) {
    static ForgedKey named(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new ForgedKey(id, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the private part. */
    String jwk(String... moreMembers) {
        String d = coordinate(((ECPrivateKey) pair.getPrivate()).getS());
        return publicJwk() + ",\"d\":\"" + d + "\"," + String.join(",", moreMembers) + "}";
    }

    /** The members of the public part, the object still open. */
    String publicJwk() {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"" + id + "\",\"x\":\"" + x() + "\",\"y\":\"" + y() + '"';
    }

    String x() {
        return coordinate(((ECPublicKey) pair.getPublic()).getW().getAffineX());
    }

    String y() {
        return coordinate(((ECPublicKey) pair.getPublic()).getW().getAffineY());
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return Forge.base64(fixed);
    }

    String header() {
        return "{\"alg\":\"ES256\",\"kid\":\"" + id + "\"}";
    }

    String token(Forge claims) {
        String text = Forge.base64(header()) + "." + Forge.base64(claims.json());
        return text + "." + Forge.base64(sign("SHA256withECDSAinP1363Format", text));
    }

    byte[] sign(String algorithm, String text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] swapped(byte[] signature) {
        byte[] swapped = Arrays.copyOfRange(signature, 32, 96);
        System.arraycopy(signature, 0, swapped, 32, 32);
        return swapped;
    }
}
