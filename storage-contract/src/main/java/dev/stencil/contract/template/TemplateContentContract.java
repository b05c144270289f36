package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.JsonSamples;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Content comes back as it was given. What JSON cannot express, once adopted, is kept and listed, and is addressed by
 * its id alone.
 */
public interface TemplateContentContract extends StorageUnderTest {
    @TestFactory
    default Stream<DynamicTest> contentComesBackAsItWasGiven() {
        return JsonSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    Id owner = owner();
                    Template template = add(owner, sample.getValue());
                    Template read = theOnlyOne(owner);
                    assertThat(read).isEqualTo(template);
                    assertSame(read.content(), template.content());
                }));
    }

    @TestFactory
    default Stream<DynamicTest> contentComesBackAsItWasReplaced() {
        return JsonSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    Id owner = owner();
                    Template template = Fixtures.template(owner, "before");
                    Content content = Fixtures.content(sample.getValue());
                    templates().add(template);
                    templates().replace(owner, template.content().fingerprint(), content, Fixtures.now());
                    assertSame(theOnlyOne(owner).content(), content);
                    assertThat(templates().remove(owner, content.fingerprint())).isTrue();
                }));
    }

    /** No two of the samples are equal as JSON, so one owner can have them all, in the order of their creation. */
    @Test
    default void oneOwnerCanHaveAllKindsOfContent() {
        Id owner = owner();
        TemplateRepository templates = templates();
        List<Template> all = JsonSamples.all().values().stream()
                .map(value -> Fixtures.template(owner, value))
                .peek(templates::add)
                .toList();
        assertThat(Lists.readAll(templates, owner, Order.OLDEST_FIRST, 10)).isEqualTo(all);
    }

    private Template theOnlyOne(Id owner) {
        List<Template> items = templates().page(owner, null, Order.OLDEST_FIRST, 2).items();
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    /** Equal to the letter: {@link Content#equals} would let members change their order and 5.0 become 5. */
    private static void assertSame(Content actual, Content expected) {
        assertThat(new String(actual.json(), StandardCharsets.UTF_8))
                .isEqualTo(new String(expected.json(), StandardCharsets.UTF_8));
        assertThat(actual.value()).isEqualTo(expected.value());
        assertThat(actual.fingerprint()).isEqualTo(expected.fingerprint());
        assertThat(actual.size()).isEqualTo(expected.size());
    }

    private Template addOpaque(Id owner, Object extended) {
        return stored(Template.create(Fixtures.id(), owner, Content.opaque(extended), Fixtures.now()));
    }

    private static List<Object> samples() {
        return List.of(
                Map.of("$numberDouble", "NaN"),
                Map.of("$date", Map.of("$numberLong", "1500000000000")),
                Map.of("$numberDecimal", "0.1"),
                JsonSamples.object(
                        "text", "ä",
                        "list", Arrays.asList(
                                Map.of("$numberDouble", "-Infinity"), null, true, Map.of("$numberInt", "5")),
                        "id", Map.of("$oid", "6b04aa4d8db14562ea94a915"),
                        "bytes", Map.of("$binary", JsonSamples.object("base64", "AAEC", "subType", "00"))));
    }

    @Test
    default void opaqueContentComesBackAsItWasGiven() {
        Id owner = owner();
        List<Template> all = samples().stream().map(sample -> addOpaque(owner, sample)).toList();
        List<Template> listed = Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 2);
        assertThat(listed).isEqualTo(all);
        for (int i = 0; i < all.size(); i++) {
            Content read = listed.get(i).content();
            assertThat(read.isOpaque()).isTrue();
            assertThat(read.value()).isEqualTo(samples().get(i));
            assertThat(new String(read.json(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(all.get(i).content().json(), StandardCharsets.UTF_8));
            assertThat(templates().find(owner, all.get(i).id())).contains(all.get(i));
        }
    }

    @Test
    default void opaqueContentEqualsNoOther() {
        Id owner = owner();
        Map<String, String> notANumber = Map.of("$numberDouble", "NaN");
        Template one = addOpaque(owner, notANumber);
        Template other = addOpaque(owner, notANumber);
        Template json = add(owner, notANumber);
        assertThat(templates().find(owner, json.content().fingerprint())).contains(json);
        assertThat(remove(owner, json.content().value())).isTrue();
        assertThat(remove(owner, json.content().value())).isFalse();
        assertList(owner, one, other);
    }

    @Test
    default void anOpaqueTemplateThatIsAddedAgainIsThereOnce() {
        Id owner = owner();
        Template template = addOpaque(owner, Map.of("$numberDouble", "NaN"));
        templates().add(template);
        assertList(owner, template);
        Template replaced = replace(template, Versions.only(1), "plain").orElseThrow();
        templates().add(template);
        assertList(owner, replaced);
    }

    @Test
    default void opaqueContentIsReplacedAndRemovedByItsId() {
        Id owner = owner();
        Template one = addOpaque(owner, Map.of("$numberDouble", "NaN"));
        Template other = addOpaque(owner, Map.of("$numberDouble", "NaN"));
        assertThat(remove(other, Versions.only(1))).isTrue();
        Template replaced = replace(one, Versions.only(1), "plain").orElseThrow();
        assertList(owner, replaced);
        assertThat(remove(owner, replaced.content().value())).isTrue();
    }
}
