package dev.stencil.adapter.http;

/** Preconditions of a described answer: the accounts, templates and sessions that must exist first. */
final class ServerState {
    private static final String USER = "ada";
    private static final String LOG_IN = "/api/v1/login";
    private static final String TEMPLATES = "/api/v1/templates";
    private static final int FREE_FAILURES = 5;
    private static final int FREE_REFRESHES = 4;

    private final TestServer server;
    private final DescribedOperation operation;
    private String body;
    private String id = DescribedAnswers.NO_ID;

    /** @param body as it is described */
    ServerState(TestServer server, DescribedOperation operation, String body) {
        this.server = server;
        this.operation = operation;
        this.body = body;
    }

    /** The body to send. */
    String body() {
        return body;
    }

    /** The id of the template, session or account that was made. */
    String id() {
        return id;
    }

    void prepare(int status) throws Exception {
        if (!operation.id().equals("registerUser")) {
            server.post("/api/v1/users", DescribedOperation.of("registerUser").example());
        }
        String value = body.replace("old_template", "template");
        switch (operation.id()) {
            case "updateTemplateByValue" -> {
                server.post("/create", USER, value);
                if (status == 409) {
                    server.post("/create", USER, body.replace("new_template", "template").replace("old_", "_"));
                }
            }
            case "deleteTemplateByValue" -> server.post("/create", USER, value);
            case "createTemplate", "createTemplateByValue" -> sendBefore(status == 409 ? 1 : 0, body);
            case "registerUser" -> sendBefore(status == 409 || status == 429 ? 1 : 0, body);
            case "logIn", "changePassword", "deleteAccount" ->
                sendBefore(status == 429 ? FREE_FAILURES : 0, body.replace(DescribedAnswers.PASSWORD, "wrong"));
            case "refreshSession" -> refresh(status);
            case "resetPassword" -> {
                sendBefore(status == 429 ? FREE_FAILURES : 0, body);
                body = status == 401 || status == 429 ? body : withResetToken();
            }
            case "endSession" -> id = session();
            default -> {
                // Nothing more has to be there.
            }
        }
        if (operation.path().startsWith("/api/v1/admin/")) {
            takeCare(status);
        } else if (status == 403 && operation.id().equals("logIn")) {
            server.disable(USER);
        } else if (status == 403) {
            server.post(TEMPLATES, USER, "{\"content\":0}");
        }
        if (operation.path().equals(TEMPLATES + "/{id}")) {
            id = template(status);
        }
    }

    /** Prepares an account to administer: for 409 that of the last administrator. */
    private void takeCare(int status) throws Exception {
        server.register("eve");
        id = server.idOf(status == 409 ? USER : "eve").hex();
        if (status == 403) {
            server.makeAdmin("eve");
        } else {
            server.makeAdmin(USER);
            sendBefore(operation.id().equals("addAccount") && status == 409 ? 1 : 0, body);
        }
    }

    private String withResetToken() {
        return body.replaceFirst("[\\w-]{59}", server.beginReset(USER));
    }

    private void sendBefore(int times, String sent) throws Exception {
        for (int i = 0; i < times; i++) {
            server.send(DescribedAnswers.request(server, operation, sent, id, 0));
        }
    }

    private void refresh(int status) throws Exception {
        String token = refreshTokenOf(server.post(LOG_IN, DescribedOperation.of("logIn").example()));
        for (int i = 0; status == 429 && i < FREE_REFRESHES; i++) {
            token = refreshTokenOf(server.post(operation.path(), withToken(token)));
        }
        body = status == 401 ? body : withToken(token);
    }

    private static String withToken(String token) {
        return "{\"refresh_token\":\"" + token + "\"}";
    }

    private static String refreshTokenOf(Response answer) {
        return answer.json().path("refresh_token").stringValue();
    }

    private String session() throws Exception {
        server.post(LOG_IN, DescribedOperation.of("logIn").example());
        return server.get("/api/v1/sessions", USER).json().path("items").path(0).path("id").stringValue();
    }

    private String template(int status) throws Exception {
        if (status == 409) {
            server.post(TEMPLATES, USER, DescribedOperation.of("replaceTemplate").example());
        }
        return server.post(TEMPLATES, USER, DescribedOperation.of("createTemplate").example()).json().path("id")
                .stringValue();
    }
}
