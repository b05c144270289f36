package dev.stencil.adapter.http.accounts;

import static dev.stencil.adapter.http.web.Authentication.withToken;

import dev.stencil.adapter.http.templates.AllTemplates;
import dev.stencil.adapter.http.templates.Representation;
import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.JsonObject;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.core.Stencil;
import dev.stencil.core.usecase.Caller;
import java.util.List;

/** Routes of one's own account: read, change or reset the password, export, delete. */
public record AccountRoutes(Stencil stencil) {
    private static final String ACCOUNT = "/api/v1/users/me";

    public static List<Route> of(Stencil stencil) {
        AccountRoutes routes = new AccountRoutes(stencil);
        return List.of(
                Route.at(ACCOUNT).on("GET", withToken(routes::read)).on("DELETE", withToken(routes::delete)),
                Route.at(ACCOUNT + "/password").on("PUT", withToken(routes::changePassword)),
                Route.at("/api/v1/password-reset").on("POST", routes::resetPassword),
                Route.at(ACCOUNT + "/export").on("GET", withToken(routes::export)));
    }

    private Answer read(Request request, Caller caller) {
        return Json.answer(200, AccountJson.of(caller.user()));
    }

    private Answer changePassword(Request request, Caller caller) {
        JsonObject body = request.jsonObject().exactly("current_password", "new_password");
        stencil.changePassword().change(caller, body.string("current_password"), body.string("new_password"));
        return Answer.empty(204);
    }

    private Answer resetPassword(Request request) {
        request.checkAcceptAndQuery();
        JsonObject body = request.jsonObject().exactly("reset_token", "new_password");
        stencil.resetPassword().reset(body.string("reset_token"), body.string("new_password"), request.client());
        return Answer.empty(204);
    }

    private Answer delete(Request request, Caller caller) {
        if (!request.hasBody()) {
            throw ErrorCode.EMPTY_BODY.at("", "is empty: it must hold the password, and a proxy may have removed it");
        }
        stencil.deleteAccount().delete(caller, request.jsonObject().exactly("password").string("password"));
        return Answer.empty(204);
    }

    /** Everything that is kept of an account but hashes. */
    private Answer export(Request request, Caller caller) {
        String beginning = "{\"account\":" + Json.text(AccountJson.of(caller.user()))
                + ",\"sessions\":" + Json.text(AccountJson.of(stencil.manageSessions().list(caller), caller))
                + ",\"templates\":[";
        AllTemplates document = new AllTemplates(request, stencil.manageTemplates(), caller.id(), beginning,
                (template, out) -> out.write(Representation.of(template)));
        return Answer.of(200, "application/json", document)
                .with("Content-Disposition", "attachment; filename=\"stencil-account.json\"");
    }
}
