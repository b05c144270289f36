package dev.stencil.adapter.http.accounts;

import static dev.stencil.adapter.http.web.Authentication.withToken;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.Paging;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.ManageSessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes of sessions: refresh, list, end one or many, log out; and of the public keys that verify access tokens. */
public record SessionRoutes(Stencil stencil, ManageSessions sessions) {
    private static final String COLLECTION = "/api/v1/sessions";
    /** RFC 7517, 8.5.2. */
    private static final String JWK_SET = "application/jwk-set+json";

    public static List<Route> of(Stencil stencil) {
        SessionRoutes routes = new SessionRoutes(stencil, stencil.manageSessions());
        return List.of(
                Route.at("/api/v1/token/refresh").on("POST", routes::refresh),
                Route.at("/api/v1/logout").on("POST", routes.logOut(withToken(routes::logOutCaller))),
                Route.at(COLLECTION)
                        .on("GET", withToken(routes::list))
                        .on("DELETE", withToken(routes::endMany), "except"),
                Route.at(COLLECTION + "/{id}").on("DELETE", withToken(routes::end)),
                Route.immediate("/.well-known/jwks.json", routes::publicKeys));
    }

    private Answer refresh(Request request) {
        request.checkAcceptAndQuery();
        String token = request.jsonObject().exactly("refresh_token").string("refresh_token");
        return Json.answer(200, AccountJson.of(stencil.refreshSession().refresh(token, request.client())));
    }

    /** A refresh token is proof enough, also if the access token has expired. */
    private Route.Endpoint logOut(Route.Endpoint ofCaller) {
        return request -> hasRefreshToken(request) ? logOutWithRefreshToken(request) : ofCaller.answer(request);
    }

    private Answer logOutWithRefreshToken(Request request) {
        request.checkAcceptAndQuery();
        sessions.endOf(request.jsonObject().exactly("refresh_token").string("refresh_token"), request.client());
        return Answer.empty(204).with("Vary", "Authorization");
    }

    /** A malformed body has none: then a missing access token is what is answered. */
    private static boolean hasRefreshToken(Request request) {
        try {
            return request.hasBody() && request.jsonObject().has("refresh_token");
        } catch (Failure.Invalid | HttpProblem e) {
            return false;
        }
    }

    private Answer logOutCaller(Request request, Caller caller) {
        if (request.hasBody()) {
            request.jsonObject().only();
        }
        sessions.endCurrent(caller);
        return Answer.empty(204);
    }

    private Answer list(Request request, Caller caller) {
        return Json.answer(200, Map.of("items", AccountJson.of(sessions.list(caller), caller)));
    }

    private Answer endMany(Request request, Caller caller) {
        Optional<String> except = request.query().value("except");
        if (except.isEmpty()) {
            sessions.endAll(caller);
        } else if (except.get().equals("current")) {
            sessions.endOthers(caller);
        } else {
            throw Paging.invalid("except", "must be current");
        }
        return Answer.empty(204);
    }

    private Answer end(Request request, Caller caller) {
        sessions.end(caller, SessionId.of(request.id()));
        return Answer.empty(204);
    }

    /** Caches may keep the key set for a minute, so that a new key is soon known everywhere. */
    private Answer publicKeys(Request request) {
        return Answer.text(200, JWK_SET, stencil.publicKeys()).with("Cache-Control", "max-age=60");
    }
}
