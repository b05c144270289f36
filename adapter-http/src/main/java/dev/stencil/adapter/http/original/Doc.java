package dev.stencil.adapter.http.original;

import dev.stencil.adapter.http.templates.AllTemplates;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.template.Template;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@code {"profile", "template"}}, as the original lists a user's templates. */
final class Doc implements AllTemplates.Item {
    private final byte[] beforeContent;

    Doc(User user) {
        String profile = new String(Json.write(user.name().text()), StandardCharsets.UTF_8);
        this.beforeContent = ("{\"profile\":" + profile + ",\"template\":").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(Template template, OutputStream out) throws IOException {
        out.write(beforeContent);
        template.content().writeTo(out);
        out.write('}');
    }
}
