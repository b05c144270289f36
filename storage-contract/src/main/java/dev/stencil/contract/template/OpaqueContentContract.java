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
import org.junit.jupiter.api.Test;

/** What JSON cannot express, once adopted, is kept and listed, and is addressed by its id alone. */
public interface OpaqueContentContract extends StorageUnderTest {
    private TemplateRepository templates() {
        return storage().templates();
    }

    private Template add(Id owner, Object extended) {
        Template template = Template.create(Fixtures.id(), owner, Content.opaque(extended), Fixtures.now());
        templates().add(template);
        return template;
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
        Id owner = Fixtures.owner(storage());
        List<Template> all = samples().stream().map(sample -> add(owner, sample)).toList();
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
        Id owner = Fixtures.owner(storage());
        Map<String, String> notANumber = Map.of("$numberDouble", "NaN");
        Template one = add(owner, notANumber);
        Template other = add(owner, notANumber);
        Template json = Fixtures.template(owner, notANumber);
        templates().add(json);
        assertThat(templates().find(owner, json.content().fingerprint())).contains(json);
        assertThat(templates().remove(owner, json.content().fingerprint())).isTrue();
        assertThat(templates().remove(owner, json.content().fingerprint())).isFalse();
        assertThat(Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 10)).containsExactly(one, other);
    }

    @Test
    default void anOpaqueTemplateThatIsAddedAgainIsThereOnce() {
        Id owner = Fixtures.owner(storage());
        Template template = add(owner, Map.of("$numberDouble", "NaN"));
        templates().add(template);
        assertThat(Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 10)).containsExactly(template);
        Template replaced = templates()
                .replace(owner, template.id(), Versions.only(1), Fixtures.content("plain"), Fixtures.now())
                .orElseThrow();
        templates().add(template);
        assertThat(Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 10)).containsExactly(replaced);
    }

    @Test
    default void opaqueContentIsReplacedAndRemovedByItsId() {
        Id owner = Fixtures.owner(storage());
        Template one = add(owner, Map.of("$numberDouble", "NaN"));
        Template other = add(owner, Map.of("$numberDouble", "NaN"));
        assertThat(templates().remove(owner, other.id(), Versions.only(1))).isTrue();
        Template replaced = templates()
                .replace(owner, one.id(), Versions.only(1), Fixtures.content("plain"), Fixtures.now())
                .orElseThrow();
        assertThat(Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 10)).containsExactly(replaced);
        assertThat(templates().remove(owner, replaced.content().fingerprint())).isTrue();
    }
}
