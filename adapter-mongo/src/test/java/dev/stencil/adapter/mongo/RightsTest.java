package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import dev.stencil.adapter.mongo.migration.Migration;
import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a missing right comes to: it ends the start, which waiting would not help, and later it is an outage. */
class RightsTest {
    private static final String ROLE =
            "MongoDB does not let Stencil use the database mine: its address needs an account"
                    + " with the role of docs/mongodb.md, \"Least privilege\"";
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;

    private final Backend backend = new Backend();
    private final MongoServer server = new MongoServer(backend.version(ServerVersion.MONGO_5_0));
    private final String host = "127.0.0.1:" + server.bind().getPort();
    private final String uri = "mongodb://" + host + "/mine";

    /** A stand-in that refuses one command. */
    private static final class Backend extends MemoryBackend {
        private volatile String refused = "";
        private volatile int code = UNAUTHORIZED;

        @Override
        public Document handleMessage(MongoMessage message) {
            if (message.getDocument().keySet().iterator().next().equals(refused)) {
                throw new MongoServerError(code, "Refused", "not allowed: " + message.getDocument());
            }
            return super.handleMessage(message);
        }
    }

    @AfterEach
    void shutDown() {
        server.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"buildInfo", "find", "update", "listIndexes", "createIndexes"})
    void oneThatIsMissingAtTheStartEndsIt(String command) {
        backend.refused = command;
        assertRefused(() -> MongoStorage.open(uri), ROLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"buildInfo", "find", "aggregate", "update", "listIndexes", "createIndexes"})
    void oneThatIsMissingEndsAMigration(String command) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase("mine").getCollection("users", BsonDocument.class)
                    .insertOne(BsonDocument.parse("{username: 'ada', password: 'a hash'}"));
        }
        backend.refused = command;
        try (Migration migration = Migration.open(uri)) {
            assertRefused(() -> migration.run(Originals.options(Extent.FINISH), (step, done, total) -> {}), ROLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"saslStart", "saslContinue"})
    void credentialsThatAreWrongEndTheStart(String command) {
        backend.refused = command;
        backend.code = AUTHENTICATION_FAILED;
        assertRefused(() -> MongoStorage.open("mongodb://ada:canary@" + host + "/mine"),
                "MongoDB does not accept the credentials of its address");
    }

    @Test
    void oneThatIsLostLaterIsAnOutageUntilItIsThereAgain() {
        try (Storage storage = MongoStorage.open(uri)) {
            backend.refused = "find";
            assertThatExceptionOfType(Failure.Unavailable.class)
                    .isThrownBy(() -> storage.users().find(Fixtures.id()));
            assertThat(storage.isReady()).isTrue();
            backend.refused = "";
            assertThat(storage.users().find(Fixtures.id())).isEmpty();
        }
    }

    private static void assertRefused(ThrowingCallable opening, String why) {
        assertThatExceptionOfType(StorageNotOpened.class).isThrownBy(opening).withMessage(why);
    }
}
