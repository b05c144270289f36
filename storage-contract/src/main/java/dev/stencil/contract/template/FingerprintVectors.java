package dev.stencil.contract.template;

import dev.stencil.core.domain.template.Fingerprint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values with the canonical form and the fingerprint that every implementation must give them: for those who compute
 * fingerprints in another language.
 */
public final class FingerprintVectors {
    private FingerprintVectors() {}

    /**
     * One value.
     *
     * @param value as plain Java types
     * @param canonical what is hashed
     * @param fingerprint what comes of it
     */
    public record Vector(@Nullable Object value, String canonical, Fingerprint fingerprint) {}

    /**
     * All of them; those of one canonical form are equal as JSON. The digits were not computed by this project's code.
     */
    public static List<Vector> all() {
        return List.of(
                vector(null, "null", "74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"),
                vector(true, "true", "b5bea41b6c623f7c09f1bf24dcae58ebab3c0cdd90ad966bc43a45b44867e12b"),
                vector(0L, "0", "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"),
                vector(-0.0, "0", "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"),
                vector(1L, "1", "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"),
                vector(1.0, "1", "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"),
                vector(1.5, "1.5", "9f29a130438b81170b92a42650f9a94291ecad60bd47af2a3886e75f7f728725"),
                vector(1e21, "1.0E21", "914a4c67108a382adbfc12d9bb5051073038875aad2c1e2225e7f4e221b77353"),
                vector((1L << 53) + 1, "9007199254740993",
                        "a1c367c29158357e62a3ff5d3e800fb7698a22396439dbc0a9d4929322afd35d"),
                vector(0x1p53, "9007199254740992", "c681da39d7273a6a24c15c9cac3a75526ff2ecf8ba4ee60346a0c70c8163bdb2"),
                vector(Long.MAX_VALUE, "9223372036854775807",
                        "b34a1c30a715f6bf8b7243afa7fab883ce3612b7231716bdcbbdc1982e1aed29"),
                vector(Long.MIN_VALUE, "-9223372036854775808",
                        "85386477f3af47e4a0b308ee3b3a688df16e8b2228105dd7d4dcd42a9807cb78"),
                vector(-0x1p63, "-9223372036854775808",
                        "85386477f3af47e4a0b308ee3b3a688df16e8b2228105dd7d4dcd42a9807cb78"),
                vector(0x1p63, "9.223372036854776E18",
                        "af343b9154b30cbd881dc9cdc01e76cf260de9a32f34d668e3cf249892299e74"),
                vector(0.1, "0.1", "14be4b45f18e0d8c67b4f719b5144eee88497e413709d11d85b096d8e2346310"),
                vector(1e-7, "1.0E-7", "876001649be087430122b1e9637297f81a00bf41a20e98a5dcd51edd56ec7a1d"),
                vector(Double.MIN_VALUE, "4.9E-324",
                        "5bc67d7d35291e376832b3b503ec50109ba560cd7158ed16396e3656373e7887"),
                vector("", "\"\"", "12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126"),
                vector("a\0\n\u001f\u007f\"\\/", "\"a\\u0000\\u000a\\u001f\u007f\\\"\\\\/\"",
                        "38c410d386c8b15d4c4dfcb198730556eeea735ed8907576919fc08d11c0e99b"),
                vector("é 模 🙂", "\"é 模 🙂\"", "6e8c8d8c78d6124447ae70626e79f6d6ca15a803db48cc6fbc8df00e00905512"),
                vector("e\u0301", "\"e\u0301\"", "3d68ce21f2899a475713cdbe7562ba9bdb6b1dfde8af1f221bdff4a0935b53b2"),
                vector(List.of(), "[]", "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"),
                vector(Map.of(), "{}", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
                vector(List.of(1L, List.of("1"), 1.0), "[1,[\"1\"],1]",
                        "0e0a0a85ceb46d7cea8626361bbeb30a01fda3ac93ff09371fda2957e5a7772e"),
                vector(Map.of("b", 1L, "a", Map.of("é", true, "z", false), "", 2.0),
                        "{\"\":2,\"a\":{\"z\":false,\"é\":true},\"b\":1}",
                        "10a9e8ad435752f24764fde520b394128957ee802f0e0ab87c231901b7064d3f"),
                vector(Map.of("\ud83d\ude42", 1L, "\uffee", 2L), "{\"🙂\":1,\"\uffee\":2}",
                        "73e178bb4011163e2841c598026a0bb6eb40835fc0d5647bfccc47f2bec1f1e7"),
                vector(Map.of("$ne", 1L, "a.b", 2L), "{\"$ne\":1,\"a.b\":2}",
                        "621395e5c9456d0e921a784434c9e9daaae2e0fe9511b4c1b0129a03a6205fae"));
    }

    private static Vector vector(@Nullable Object value, String canonical, String sha256) {
        return new Vector(value, canonical, new Fingerprint("1:" + sha256));
    }
}
