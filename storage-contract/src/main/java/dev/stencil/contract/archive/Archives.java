package dev.stencil.contract.archive;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import java.util.ArrayList;
import java.util.List;

/** A storage that can be moved, with its archive read to the end. */
interface Archives extends StorageUnderTest {
    default Archive archive() {
        return storage().archive();
    }

    default Intake intake() {
        return storage().intake();
    }

    default List<Archived<User>> archivedUsers(int limit) {
        return Lists.<Slice<User>, Archived<User>, Id>readAll(
                after -> archive().users(after, limit), Slice::items, Slice::next, limit, () -> {});
    }

    default List<Archived<Template>> archivedTemplates(int limit) {
        return Lists.<Slice<Template>, Archived<Template>, Id>readAll(
                after -> archive().templates(after, limit), Slice::items, Slice::next, limit, () -> {});
    }

    default List<RevokedToken> revokedTokens(int limit) {
        List<RevokedToken> all = new ArrayList<>();
        List<RevokedToken> next;
        do {
            next = archive().revokedTokens(all.isEmpty() ? null : all.getLast(), limit);
            all.addAll(next);
        } while (next.size() == limit);
        return all;
    }

    default Archived<Template> archived(Template template) {
        return archivedTemplates(1000).stream()
                .filter(one -> one.item().id().equals(template.id()))
                .findFirst()
                .orElseThrow();
    }

    default void assertArchived(Template template, KeyRole role) {
        assertThat(archived(template)).isEqualTo(new Archived<>(template, role));
    }

    default void assertArchived(User user, KeyRole role) {
        assertThat(archivedUsers(1000).stream().filter(one -> one.item().id().equals(user.id())).findFirst())
                .contains(new Archived<>(user, role));
    }
}
