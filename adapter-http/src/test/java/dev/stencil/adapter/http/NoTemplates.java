package dev.stencil.adapter.http;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Template repository that supports no operation: a test overrides those that it needs. */
abstract class NoTemplates implements TemplateRepository {
    @Override
    public void add(Template template) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Template> find(Id owner, Id id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Template> find(Id owner, Fingerprint fingerprint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int count(Id owner, int atMost) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> latest() {
        return Optional.empty();
    }

    @Override
    public Page page(Id owner, @Nullable Position after, Order order, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Template> replace(Id owner, Id id, Versions expected, Content replacement, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int removeAll(Id owner, int atMost) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Id owner, Fingerprint fingerprint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Id owner, Id id, Versions expected) {
        throw new UnsupportedOperationException();
    }
}
