package dev.stencil.adapter.http.templates;

import static dev.stencil.adapter.http.web.Authentication.withToken;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.web.ETags;
import dev.stencil.adapter.http.web.JsonObject;
import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.MergePatch;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.ManageTemplates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Routes of the resource API: each template has an address, and its version is its entity tag. */
public record TemplateRoutes(ManageTemplates templates, ContentLimits limits) {
    private static final String COLLECTION = "/api/v1/templates";
    private static final String JSON = "application/json";
    /** Heap that a byte of stored JSON takes as a tree, at worst. */
    private static final int HEAP_OF_A_STORED_BYTE = 40;
    private static final Set<String> READ_ONLY = Set.of("id", "version", "created_at", "updated_at");

    /**
     * @param maxTemplateBytes the largest template, in bytes of its compact JSON
     * @param maxBodyBytes the largest body of a request that holds one
     */
    public static List<Route> of(Stencil stencil, int maxTemplateBytes, int maxBodyBytes) {
        TemplateRoutes routes =
                new TemplateRoutes(stencil.manageTemplates(), ContentLimits.stored(maxTemplateBytes));
        return List.of(
                Route.at(COLLECTION)
                        .on("GET", withToken(routes::list), ListQuery.PARAMETERS)
                        .on("POST", maxBodyBytes, withToken(routes::create)),
                Route.at(COLLECTION + "/{id}")
                        .on("GET", withToken(routes::read))
                        .on("PUT", maxBodyBytes, withToken(routes::replace))
                        .on("PATCH", maxBodyBytes, withToken(routes::patch))
                        .on("DELETE", withToken(routes::delete)));
    }

    private Answer list(Request request, Caller caller) {
        ListQuery query = ListQuery.of(request.query());
        Page page = templates.list(caller.id(), query.after().orElse(null), query.order(), query.limit());
        request.takePage(page.bytes());
        Optional<String> next = page.next().map(query::next);
        Answer answer = Answer.of(200, JSON, List.of(Representation.of(page, next)).iterator());
        return Paging.linked(answer, COLLECTION, query.limit(), next);
    }

    private Answer create(Request request, Caller caller) {
        Template created = templates.create(caller.id(), content(request));
        return represent(201, created).with("Location", COLLECTION + '/' + created.id());
    }

    private Answer read(Request request, Caller caller) {
        Template template = templates.read(caller.id(), request.id());
        if (ETags.isKnown(request, template.version())) {
            return Answer.empty(304).with("ETag", ETags.of(template.version()));
        }
        return represent(200, template);
    }

    private Answer replace(Request request, Caller caller) {
        Content content = content(request);
        return represent(200, ETags.changing(
                request, expected -> templates.replace(caller.id(), request.id(), expected, content)));
    }

    private Answer patch(Request request, Caller caller) {
        JsonObject patch = request.mergePatch().without(READ_ONLY).only("content");
        if (!patch.has("content")) {
            return represent(200, ETags.changing(request, expected -> {
                Template unchanged = templates.read(caller.id(), request.id());
                expected.require(unchanged.version());
                return unchanged;
            }));
        }
        if (patch.value("content") == null) {
            throw ErrorCode.NOT_REMOVABLE.at("/content", "cannot be removed");
        }
        MergePatch change = MergePatch.given(patch.value("content"),
                target -> request.takeHeap((long) target.size() * HEAP_OF_A_STORED_BYTE));
        try {
            return represent(200, ETags.changing(
                    request, expected -> templates.patch(caller.id(), request.id(), expected, change, limits)));
        } catch (Failure.Invalid e) {
            throw e.within("/content");
        }
    }

    private Answer delete(Request request, Caller caller) {
        return ETags.changing(request, expected -> {
            templates.delete(caller.id(), request.id(), expected);
            return Answer.empty(204);
        });
    }

    private Content content(Request request) {
        return request.jsonObject(Map.of("content", limits.bytes()), Long.MAX_VALUE).onlyContent("content", limits);
    }

    private static Answer represent(int status, Template template) {
        return Answer.of(status, JSON, Representation.of(template)).with("ETag", ETags.of(template.version()));
    }
}
