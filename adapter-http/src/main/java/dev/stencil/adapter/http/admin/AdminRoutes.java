package dev.stencil.adapter.http.admin;

import dev.stencil.adapter.http.accounts.AccountJson;
import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.web.Authentication;
import dev.stencil.adapter.http.web.Dialect;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.JsonObject;
import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.ProblemDetails;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.adapter.http.web.Timestamp;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.usecase.Actor;
import dev.stencil.core.usecase.ManageAccounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes of other people's accounts, for administrators. */
public record AdminRoutes(ManageAccounts accounts, Authentication authentication) {
    private static final String COLLECTION = "/api/v1/admin/accounts";
    private static final String ACCOUNT = COLLECTION + "/{id}";
    /** Heap of an account and its JSON, beside its name. */
    private static final int HEAP_OF_AN_ACCOUNT = 2_048;

    private static final int HEAP_OF_A_CHARACTER = 4;

    /** One method of one route that only an administrator may use. */
    @FunctionalInterface
    private interface Action {
        Answer answer(Request request, Actor actor);
    }

    /** One for an account, whose id the path has. */
    @FunctionalInterface
    private interface Step {
        Answer answer(Request request, Actor actor, Id id);
    }

    public static List<Route> of(Stencil stencil) {
        AdminRoutes routes =
                new AdminRoutes(stencil.manageAccounts(), new Authentication(stencil.authenticate()));
        Dialect dialect = new ProblemDetails(COLLECTION + '/');
        return List.of(
                Route.at(COLLECTION, dialect)
                        .on("GET", routes.endpoint(routes::list), AccountQuery.PARAMETERS)
                        .on("POST", routes.endpoint(routes::add)),
                Route.at(ACCOUNT, dialect)
                        .on("GET", routes.endpoint(routes::read))
                        .on("DELETE", routes.endpoint(routes::delete)),
                Route.at(ACCOUNT + "/state", dialect).on("PUT", routes.endpoint(routes::setState)),
                Route.at(ACCOUNT + "/roles", dialect).on("PUT", routes.endpoint(routes::setRoles)),
                Route.at(ACCOUNT + "/password", dialect).on("PUT", routes.endpoint(routes::setPassword)),
                Route.at(ACCOUNT + "/reset-token", dialect).on("POST", routes.endpoint(routes::beginReset)),
                Route.at(ACCOUNT + "/sessions", dialect).on("DELETE", routes.endpoint(routes::endSessions)));
    }

    private Route.Endpoint endpoint(Action action) {
        return authentication.endpoint((request, caller) -> action.answer(request, Actor.of(caller)));
    }

    /** An id that is none is answered like one that does not exist. */
    private Route.Endpoint endpoint(Step step) {
        return endpoint((Request request, Actor actor) -> step.answer(
                request, actor, Id.parse(request.segment()).orElseThrow(Failure.NotFound::new)));
    }

    private Answer list(Request request, Actor actor) {
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
        Answer answer = Json.answer(200, members);
        return next.map(cursor -> answer.with("Link", Paging.link(COLLECTION, query.limit(), cursor)))
                .orElse(answer);
    }

    private Answer add(Request request, Actor actor) {
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
