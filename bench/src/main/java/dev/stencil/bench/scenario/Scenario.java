package dev.stencil.bench.scenario;

import dev.stencil.bench.load.Traffic;
import dev.stencil.bench.server.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Requests of one kind.
 *
 * @param templates of the account that asks
 * @param growth what part of the requests adds something that stays
 * @param stores where it can be measured
 */
public record Scenario(
        String name,
        String title,
        int templates,
        double growth,
        Baseline baseline,
        Set<Store> stores,
        Requests requests) {
    private static final Set<Store> BOTH = Set.of(Store.SQLITE, Store.MONGO);
    private static final int LISTED = 10;
    /** So many that two connections hardly ever change the same one at a time. */
    private static final int CHANGED = 256;

    /** Makes the requests of an account. */
    @FunctionalInterface
    public interface Requests {
        Traffic of(Account account, int connections);
    }

    public static final List<Scenario> ALL = List.of(
            new Scenario("root", "GET /", LISTED, 0, Baseline.BLOCKING, BOTH, Calls::root),
            new Scenario("list", "list of 10, the original's route", LISTED, 0, Baseline.BLOCKING, BOTH, Calls::list),
            new Scenario("page", "page of 10", LISTED, 0, Baseline.BLOCKING, BOTH, Calls::page),
            new Scenario("conditional", "304 on one", LISTED, 0, Baseline.BLOCKING, BOTH, Calls::conditional),
            new Scenario("create", "create", LISTED, 1, Baseline.BLOCKING, BOTH, Calls::create),
            new Scenario("create-loop", "create, beside a bare loop of group commits", LISTED, 1, Baseline.UNBLOCKED,
                    Set.of(Store.SQLITE), Calls::create),
            new Scenario("replace", "replace", CHANGED, 0, Baseline.BLOCKING, BOTH, Calls::replace),
            new Scenario("patch", "merge patch", CHANGED, 0, Baseline.BLOCKING, BOTH, Calls::patch),
            new Scenario("mixed", "90 % list of 10, 10 % create", LISTED, 0.1, Baseline.BLOCKING, BOTH, Calls::mixed),
            new Scenario("login", "log in", LISTED, 0, Baseline.NONE, BOTH, Calls::login));

    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
