package dev.stencil.adapter.mongo.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.template.Content;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedJsonTest {
    /** As the specification of Extended JSON v2 writes them in canonical mode. */
    @ParameterizedTest
    @ValueSource(strings = {
            "null", "true", "\"a\"", "[]", "{}", "{\"b\":1,\"a\":[null,false]}",
            "{\"$numberInt\":\"-5\"}", "{\"$numberLong\":\"9223372036854775807\"}",
            "{\"$numberDouble\":\"1.5\"}", "{\"$numberDouble\":\"-0.0\"}", "{\"$numberDouble\":\"NaN\"}",
            "{\"$numberDouble\":\"Infinity\"}", "{\"$numberDouble\":\"-Infinity\"}",
            "{\"$numberDecimal\":\"1E+3\"}", "{\"$oid\":\"6b04aa4d8db14562ea94a915\"}",
            "{\"$date\":{\"$numberLong\":\"-1\"}}", "{\"$binary\":{\"base64\":\"AAEC\",\"subType\":\"80\"}}",
            "{\"$regularExpression\":{\"pattern\":\"a+\",\"options\":\"i\"}}",
            "{\"$timestamp\":{\"t\":1,\"i\":4294967295}}", "{\"$symbol\":\"a\"}", "{\"$code\":\"x\"}",
            "{\"$code\":\"x\",\"$scope\":{\"a\":{\"$numberInt\":\"1\"}}}",
            "{\"$dbPointer\":{\"$ref\":\"a.b\",\"$id\":{\"$oid\":\"6b04aa4d8db14562ea94a915\"}}}",
            "{\"$undefined\":true}", "{\"$minKey\":1}", "{\"$maxKey\":1}"})
    void everyTypeIsWrittenAsItIsRead(String text) {
        Object tree = ExtendedJson.of(ExtendedJson.parse(text));
        String written = new String(Content.stored(tree).json(), StandardCharsets.UTF_8);
        assertThat(written).isEqualTo(text.replace("\"b\":1,", "\"b\":{\"$numberInt\":\"1\"},"));
    }
}
