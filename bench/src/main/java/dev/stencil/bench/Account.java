package dev.stencil.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The account that sends the measured requests.
 *
 * @param templates the ids of its templates
 */
record Account(String id, String name, String token, List<String> templates) {
    static final String TEMPLATES = "/api/v1/templates";
    private static final int OTHERS = 5;
    private static final int TEMPLATES_OF_OTHERS = 10;

    /** Registers the account in an empty server, with so many templates, after five others with ten each. */
    static Account in(Server server, int templates) throws IOException, InterruptedException {
        for (int i = 0; i < OTHERS; i++) {
            register(server, "bench-" + i, TEMPLATES_OF_OTHERS);
        }
        return register(server, "bench", templates);
    }

    private static Account register(Server server, String name, int templates)
            throws IOException, InterruptedException {
        Call.json("POST", "/api/v1/users", credentials(name), 201).send(server);
        String token = member(Call.json("POST", "/api/v1/login", credentials(name), 200).send(server), "access_token");
        Account account = new Account("", name, token, new ArrayList<>());
        for (int i = 0; i < templates; i++) {
            Call create = Call.json("POST", TEMPLATES, Contents.body(name + ' ' + i), 201);
            account.templates.add(member(account.authorized(create).send(server), "id"));
        }
        String id = member(account.authorized(Call.get("/api/v1/users/me", 200)).send(server), "id");
        return new Account(id, name, token, account.templates);
    }

    private static String member(String json, String name) {
        return JsonMapper.shared().readTree(json).get(name).asString();
    }

    /** The body of a registration and of a login. */
    static String credentials(String name) {
        return "{\"username\":\"" + name + "\",\"password\":\"a long password of the bench\"}";
    }

    /** The same request with the account's token. */
    Call authorized(Call call) {
        return call.with("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
