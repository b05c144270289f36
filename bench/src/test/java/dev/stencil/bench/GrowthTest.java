package dev.stencil.bench;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {
    @Test
    void everyStepThatAStoreIsLargeEnoughForIsMeasured(@TempDir Path folder) throws Exception {
        try (SizedStore small = new SizedStore(Place.Sqlite.below(folder), 1_000);
                SizedStore large = new SizedStore(Place.Sqlite.below(folder), 10_000)) {
            small.fill();
            large.fill();
            List<SizedStore> stores = List.of(small, large);
            large.steps().forEach(step -> stores.forEach(store -> store.run(step)));
            assertThat(Growth.table(List.of(1_000, 10_000), stores).toString())
                    .containsPattern("\\| list 10, page 100 +\\| +- \\| +\\d+ / \\d+ \\(1.00\\) \\|")
                    .containsPattern("\\| delete +\\| +\\d+ / \\d+ \\(1.00\\) \\| +\\d+ / \\d+ \\(");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** Stencil refuses what is more than 64 calls at once. */
    @Test
    void aMongoIsFilledToo() throws Exception {
        MongoServer server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
        try (SizedStore store = new SizedStore(Place.Mongo.on(server.bindAndGetConnectionString()), 1_000)) {
            store.fill();
            assertThat(store.steps()).contains("list 10, page 10", "create");
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void halfDoNotExceedTheMedianAndOneInAHundredExceedsTheOther() {
        List<Double> sorted = DoubleStream.iterate(1, i -> i + 1).limit(2_000).boxed().toList();
        assertThat(Growth.percentile(sorted, 50)).isEqualTo(1_000);
        assertThat(Growth.percentile(sorted, 99)).isEqualTo(1_980);
        assertThat(Growth.percentile(List.of(7.0), 99)).isEqualTo(7);
    }
}
