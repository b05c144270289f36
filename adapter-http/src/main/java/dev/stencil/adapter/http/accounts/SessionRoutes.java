package dev.stencil.adapter.http.accounts;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Authentication;
import dev.stencil.adapter.http.web.Dialect;
import dev.stencil.adapter.http.web.GrantAnswer;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.ProblemDetails;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.ManageSessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes of sessions: refresh, list, end one or many, log out. */
public record SessionRoutes(Stencil stencil, ManageSessions sessions) {
    private static final String COLLECTION = "/api/v1/sessions";

    public static List<Route> of(Stencil stencil) {
        SessionRoutes routes = new SessionRoutes(stencil, stencil.manageSessions());
        Dialect dialect = new ProblemDetails();
        Authentication authentication = new Authentication(stencil.authenticate());
        return List.of(
                Route.post("/api/v1/token/refresh", dialect, routes::refresh),
                Route.post("/api/v1/logout", dialect, routes.logOut(authentication.endpoint(routes::logOutCaller))),
                Route.at(COLLECTION, dialect)
                        .on("GET", authentication.endpoint(routes::list))
                        .on("DELETE", authentication.endpoint(routes::endMany), "except"),
                Route.at(COLLECTION + "/{id}", dialect).on("DELETE", authentication.endpoint(routes::end)));
    }

    private Answer refresh(Request request) {
        request.checkAcceptAndQuery();
        String token = request.jsonObject().exactly("refresh_token").string("refresh_token");
        return Json.answer(200, GrantAnswer.of(stencil.refreshSession().refresh(token, request.client())));
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

    /** Whoever has sent no access token is told that, whatever is wrong with the body. */
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
            throw HttpProblem.invalidParameter("except", ErrorCode.INVALID_PARAMETER, "must be current");
        }
        return Answer.empty(204);
    }

    private Answer end(Request request, Caller caller) {
        Id id = Id.parse(request.segment()).orElseThrow(Failure.NotFound::new);
        sessions.end(caller, SessionId.of(id));
        return Answer.empty(204);
    }
}
