package dev.stencil.adapter.http.admin;

import static dev.stencil.adapter.http.web.Authentication.withToken;

import dev.stencil.adapter.http.accounts.AccountJson;
import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.JsonObject;
import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.adapter.http.web.Timestamp;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.usecase.Actor;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.ManageAccounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes of other people's accounts, for administrators. */
public record AdminRoutes(ManageAccounts accounts) {
    private static final String COLLECTION = "/api/v1/admin/accounts";
    private static final String ACCOUNT = COLLECTION + "/{id}";
    /** Heap that an account and its JSON take, without its name. */
    private static final int HEAP_OF_AN_ACCOUNT = 2_048;

    private static final int HEAP_OF_A_CHARACTER = 4;

    /** One method of a route below an account, whose id is in the path. */
    @FunctionalInterface
    private interface Action {
        Answer answer(Request request, Actor actor, Id id);
    }

    public static List<Route> of(Stencil stencil) {
        AdminRoutes routes = new AdminRoutes(stencil.manageAccounts());
        return List.of(
                Route.at(COLLECTION)
                        .on("GET", withToken(routes::list), AccountQuery.PARAMETERS)
                        .on("POST", withToken(routes::add)),
                Route.at(ACCOUNT).on("GET", forAdmins(routes::read)).on("DELETE", forAdmins(routes::delete)),
                Route.at(ACCOUNT + "/state").on("PUT", forAdmins(routes::setState)),
                Route.at(ACCOUNT + "/roles").on("PUT", forAdmins(routes::setRoles)),
                Route.at(ACCOUNT + "/password").on("PUT", forAdmins(routes::setPassword)),
                Route.at(ACCOUNT + "/reset-token").on("POST", forAdmins(routes::beginReset)),
                Route.at(ACCOUNT + "/sessions").on("DELETE", forAdmins(routes::endSessions)));
    }

    private static Route.Endpoint forAdmins(Action action) {
        return withToken((request, caller) -> action.answer(request, Actor.of(caller), request.id()));
    }

    private Answer list(Request request, Caller caller) {
        Actor actor = Actor.of(caller);
        AccountQuery query = AccountQuery.of(request.query());
        UserPage page = accounts.list(actor, query.filter(), query.after(), query.limit());
        request.takePage(page.items().stream()
                .mapToInt(user -> HEAP_OF_AN_ACCOUNT
                        + HEAP_OF_A_CHARACTER * user.name().text().length())
                .sum());
        Optional<String> next = page.next().map(query::next);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("items", page.items().stream().map(AccountJson::of).toList());
        members.put("next_cursor", next.orElse(null));
        return Paging.linked(Json.answer(200, members), COLLECTION, query.limit(), next);
    }

    private Answer add(Request request, Caller caller) {
        Actor actor = Actor.of(caller);
        JsonObject body =
                request.jsonObject().only("username", "password", "roles").strings("username", "password");
        List<String> roles = body.has("roles") ? body.list("roles") : List.of();
        User added = accounts.add(actor, body.string("username"), body.string("password"), roles);
        return Json.answer(201, AccountJson.of(added)).with("Location", COLLECTION + '/' + added.id());
    }

    private Answer read(Request request, Actor actor, Id id) {
        return Json.answer(200, AccountJson.of(accounts.find(actor, id)));
    }

    private Answer setState(Request request, Actor actor, Id id) {
        String state = request.jsonObject().exactly("state").string("state");
        return Json.answer(200, AccountJson.of(switch (state) {
            case "active" -> accounts.enable(actor, id);
            case "disabled" -> accounts.disable(actor, id);
            default -> throw ErrorCode.INVALID_STATE.at("/state", "must be active or disabled");
        }));
    }

    private Answer setRoles(Request request, Actor actor, Id id) {
        List<String> roles = request.jsonObject().only("roles").list("roles");
        return Json.answer(200, AccountJson.of(accounts.setRoles(actor, id, roles)));
    }

    private Answer setPassword(Request request, Actor actor, Id id) {
        accounts.setPassword(actor, id, request.jsonObject().exactly("new_password").string("new_password"));
        return Answer.empty(204);
    }

    private Answer beginReset(Request request, Actor actor, Id id) {
        if (request.hasBody()) {
            request.jsonObject().only();
        }
        ManageAccounts.Reset reset = accounts.beginReset(actor, id);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reset_token", reset.token().text());
        members.put("expires_at", Timestamp.of(reset.expires()));
        return Json.answer(200, members);
    }

    private Answer endSessions(Request request, Actor actor, Id id) {
        accounts.endSessions(actor, id);
        return Answer.empty(204);
    }

    private Answer delete(Request request, Actor actor, Id id) {
        accounts.delete(actor, id);
        return Answer.empty(204);
    }
}
