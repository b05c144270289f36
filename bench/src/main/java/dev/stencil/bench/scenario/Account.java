package dev.stencil.bench.scenario;

import dev.stencil.bench.load.Call;
import java.util.List;

/**
 * The account that asks.
 *
 * @param templates the ids of its templates
 */
public record Account(String id, String name, String password, String token, List<String> templates) {
    /** The same with its token. */
    Call authorized(Call call) {
        return call.with("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
