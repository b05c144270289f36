package dev.stencil.adapter.http.accounts;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.transport.HttpProblem.Invalid;
import dev.stencil.adapter.http.transport.Limits;
import dev.stencil.adapter.http.web.Dialect;
import dev.stencil.adapter.http.web.Endpoint;
import dev.stencil.adapter.http.web.GrantAnswer;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.ProblemDetails;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.adapter.http.web.SignedIn;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.ManageSessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions: gone on with by their refresh token, seen, and ended. */
public final class SessionRoutes {
    private static final String COLLECTION = "/api/v1/sessions";

    private final Stencil stencil;
    private final ManageSessions sessions;

    private SessionRoutes(Stencil stencil) {
        this.stencil = stencil;
        this.sessions = stencil.manageSessions();
    }

    public static List<Route> of(Stencil stencil) {
        SessionRoutes routes = new SessionRoutes(stencil);
        Dialect dialect = new ProblemDetails();
        int small = Limits.SMALL_BODY;
        return List.of(
                Route.post("/api/v1/token/refresh", small, dialect, routes::refresh),
                Route.post("/api/v1/logout", small, dialect, routes::logOut),
                Route.at(COLLECTION, dialect)
                        .on("GET", small, routes.signedIn(routes::list))
                        .on("DELETE", small, routes.signedIn(routes::endMany)),
                Route.at(COLLECTION + "/{id}", dialect).on("DELETE", small, routes.signedIn(routes::end)));
    }

    private Endpoint signedIn(SignedIn action) {
        return SignedIn.endpoint(stencil.authenticate(), action);
    }

    private Answer refresh(Request request) {
        request.requireAcceptsJson();
        request.query();
        String token = request.jsonObject().exactly("refresh_token").string("refresh_token");
        return Json.answer(200, GrantAnswer.of(stencil.refreshSession().refresh(token, request.client())));
    }

    /** A refresh token is proof enough, also if the access token has expired. */
    private Answer logOut(Request request) {
        if (!hasRefreshToken(request)) {
            return signedIn(this::logOutCaller).answer(request);
        }
        request.requireAcceptsJson();
        request.query();
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
        request.query();
        if (request.hasBody()) {
            request.jsonObject().only();
        }
        sessions.endCurrent(caller);
        return Answer.empty(204);
    }

    private Answer list(Request request, Caller caller) {
        request.query();
        return Json.answer(200, Map.of("items", Account.of(sessions.list(caller), caller)));
    }

    private Answer endMany(Request request, Caller caller) {
        Optional<String> except = request.query("except").value("except");
        if (except.isEmpty()) {
            sessions.endAll(caller);
        } else if (except.get().equals("current")) {
            sessions.endOthers(caller);
        } else {
            throw HttpProblem.invalid(List.of(Invalid.parameter("except", "invalid_parameter", "must be current")));
        }
        return Answer.empty(204);
    }

    private Answer end(Request request, Caller caller) {
        request.query();
        // What is no id is nobody's.
        Id id = Id.parse(request.segment()).orElseThrow(Failure.NotFound::new);
        sessions.end(caller, SessionId.of(id));
        return Answer.empty(204);
    }
}
