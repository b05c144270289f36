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
import dev.stencil.core.port.TemplateRepository;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Content comes back as it was given. */
public interface TemplateContentContract extends StorageUnderTest {
    @TestFactory
    default Stream<DynamicTest> contentComesBackAsItWasGiven() {
        return JsonSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    Id owner = Fixtures.owner(storage());
                    Template template = Fixtures.template(owner, sample.getValue());
                    storage().templates().add(template);
                    Template read = theOnlyOne(owner);
                    assertThat(read).isEqualTo(template);
                    assertSame(read.content(), template.content());
                }));
    }

    @TestFactory
    default Stream<DynamicTest> contentComesBackAsItWasReplaced() {
        return JsonSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    Id owner = Fixtures.owner(storage());
                    Template template = Fixtures.template(owner, "before");
                    Content content = Fixtures.content(sample.getValue());
                    storage().templates().add(template);
                    storage().templates().replace(owner, template.content().fingerprint(), content, Fixtures.now());
                    assertSame(theOnlyOne(owner).content(), content);
                    assertThat(storage().templates().remove(owner, content.fingerprint())).isTrue();
                }));
    }

    /** No two of the samples are equal as JSON, so one owner can have them all, in the order of their creation. */
    @Test
    default void oneOwnerCanHaveAllKindsOfContent() {
        Id owner = Fixtures.owner(storage());
        TemplateRepository templates = storage().templates();
        List<Template> all = JsonSamples.all().values().stream()
                .map(value -> Fixtures.template(owner, value))
                .peek(templates::add)
                .toList();
        assertThat(Lists.readAll(templates, owner, Order.OLDEST_FIRST, 10)).isEqualTo(all);
    }

    private Template theOnlyOne(Id owner) {
        List<Template> items = storage().templates().page(owner, null, Order.OLDEST_FIRST, 2).items();
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
}
