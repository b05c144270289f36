package dev.stencil.adapter.http.original;

import static dev.stencil.adapter.http.web.Authentication.withTokenAsInTheOriginal;

import dev.stencil.adapter.http.accounts.AccountJson;
import dev.stencil.adapter.http.templates.AllTemplates;
import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.web.Dialect;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.JsonObject;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.usecase.Caller;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The seven routes of the original system: same paths, same messages, its templates addressed by their value.
 *
 * @param deleted the status of a successful delete
 */
public record OriginalRoutes(Stencil stencil, ContentLimits limits, int deleted) {
    private static final String TEMPLATE_EXISTS = "Template already exists on your profile";

    /**
     * @param maxTemplateBytes the largest template, in bytes of its compact JSON
     * @param maxBodyBytes the largest body of a request that holds templates
     */
    public static List<Route> of(
            Stencil stencil, OriginalStatusCodes statusCodes, int maxTemplateBytes, int maxBodyBytes) {
        boolean exact = statusCodes == OriginalStatusCodes.EXACT;
        OriginalRoutes routes =
                new OriginalRoutes(stencil, ContentLimits.stored(maxTemplateBytes), exact ? 404 : 200);
        OriginalDialect accounts = new OriginalDialect(409, "Username already exists");
        Dialect problems = accounts.inProblemDetails();
        OriginalDialect creating = new OriginalDialect(exact ? 404 : 409, TEMPLATE_EXISTS);
        OriginalDialect templates = new OriginalDialect(409, TEMPLATE_EXISTS);
        return List.of(
                Route.at("/", accounts)
                        .on("GET", request -> Answer.text(200, "text/html; charset=utf-8", "Hello, World!")),
                Route.at("/api/v1/users", accounts).on("POST", routes::register).offering(problems),
                Route.at("/api/v1/login", accounts).on("POST", routes::login).offering(problems),
                Route.at("/create", creating).on("POST", maxBodyBytes, withTokenAsInTheOriginal(routes::create)),
                Route.at("/get", templates).on("GET", withTokenAsInTheOriginal(routes::list)),
                Route.at("/update", templates).on("POST", maxBodyBytes, withTokenAsInTheOriginal(routes::update)),
                Route.at("/delete", templates).on("POST", maxBodyBytes, withTokenAsInTheOriginal(routes::delete)));
    }

    private Answer register(Request request) {
        JsonObject body = request.jsonObject().exactly("username", "password");
        stencil.registerUser().register(body.string("username"), body.string("password"), request.client());
        return message(201, "User created successfully");
    }

    private Answer login(Request request) {
        JsonObject body = request.jsonObject().strings("username", "password");
        return Json.answer(200, AccountJson.of(
                stencil.signIn().signIn(body.string("username"), body.string("password"), request.client())));
    }

    private Answer create(Request request, Caller caller) {
        stencil.manageTemplates().create(caller.id(), body(request, "template").content("template", limits));
        return message(200, "Template created successfully");
    }

    private Answer list(Request request, Caller caller) {
        String name = Json.text(caller.user().name().text());
        byte[] beforeContent = ("{\"profile\":" + name + ",\"template\":").getBytes(StandardCharsets.UTF_8);
        AllTemplates.Item item = (template, out) -> {
            out.write(beforeContent);
            template.content().writeTo(out);
            out.write('}');
        };
        return Answer.of(200, "application/json",
                new AllTemplates(request, stencil.manageTemplates(), caller.id(), "{\"docs\":[", item));
    }

    private Answer update(Request request, Caller caller) {
        JsonObject body = body(request, "new_template");
        Content current = body.content("old_template", ContentLimits.SOUGHT);
        stencil.manageTemplates().replace(caller.id(), current, body.content("new_template", limits));
        return message(200, "Template Updated successfully");
    }

    private Answer delete(Request request, Caller caller) {
        Content content = request.jsonObject(Map.of(), values()).content("template", ContentLimits.SOUGHT);
        stencil.manageTemplates().delete(caller.id(), content);
        return message(deleted, "Template Deleted Sucessfully");
    }

    /** @param stored the member that is to be stored */
    private JsonObject body(Request request, String stored) {
        return request.jsonObject(Map.of(stored, limits.bytes()), values());
    }

    /** The most values in a body: as many as two of the largest templates have, and more than most adopted ones. */
    private long values() {
        return Math.max(ContentLimits.DEFAULT.bytes(), limits.bytes()) + 100L;
    }

    private static Answer message(int status, String message) {
        return Json.answer(status, Map.of("msg", message));
    }
}
