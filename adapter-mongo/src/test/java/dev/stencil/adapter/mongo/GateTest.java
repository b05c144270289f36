package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import dev.stencil.core.domain.Failure;
import java.time.Duration;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final ConnectionId CONNECTION = new ConnectionId(new ServerId(new ClusterId(), new ServerAddress()));

    private final Gate gate = new Gate(2, Duration.ofSeconds(1));

    @Test
    void noMoreCallsAreWithinThanThereIsRoomFor() {
        gate.open();
        String answer = gate.call(one -> gate.call(two -> {
            assertThatExceptionOfType(Failure.Unavailable.class)
                    .isThrownBy(() -> gate.call(three -> "within"))
                    .withMessageContaining("too many calls to MongoDB at once");
            return "two within";
        }));
        assertThat(answer).isEqualTo("two within");
        assertThat(gate.<String>call(next -> "within again")).isEqualTo("within again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{isWritablePrimary: true}", "{ismaster: true}"})
    void aServerThatTakesWritesOpensItAndSilenceShutsIt(String greeting) {
        gate.open();
        await().until(() -> !gate.isOpen());
        hear(greeting);
        assertThat(gate.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{isWritablePrimary: false, secondary: true}", "{ismaster: false}", "{ok: 1}"})
    void aServerThatOnlyReadsDoesNotKeepItOpen(String greeting) {
        gate.open();
        await().until(() -> {
            hear(greeting);
            return !gate.isOpen();
        });
    }

    @Test
    void callsThatSucceedKeepItOpen() throws InterruptedException {
        gate.open();
        for (int i = 0; i < 10; i++) {
            Thread.sleep(100);
            assertThat(gate.<String>call(read -> "read")).isEqualTo("read");
        }
    }

    @Test
    void callsThatFailDoNot() {
        gate.open();
        await().until(() -> {
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> gate.call(this::fail));
            return !gate.isOpen();
        });
    }

    @Test
    void aCallThatIsAnsweredLateDoesNot() {
        gate.open();
        String answer = gate.call(() -> {
            await().until(() -> !gate.isOpen());
            return "late";
        });
        assertThat(answer).isEqualTo("late");
        assertThat(gate.isOpen()).isFalse();
    }

    private String fail() {
        throw new MongoException("cut");
    }

    @Test
    void aServerThatIsHeardOfIsNotEnough() {
        hear("{isWritablePrimary: true}");
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void anErrorInAHeartbeatDoesNotEndTheDriversThread() {
        gate.open();
        gate.serverHeartbeatSucceeded(new ServerHeartbeatSucceededEvent(CONNECTION, new BsonDocument() {
            @Override
            public BsonBoolean getBoolean(Object key, BsonBoolean otherwise) {
                throw new StackOverflowError("injected");
            }
        }, 1, false));
        hear("{isWritablePrimary: 'perhaps'}");
        await().until(() -> !gate.isOpen());
        hear("{isWritablePrimary: true}");
        assertThat(gate.isOpen()).isTrue();
    }

    private void hear(String greeting) {
        gate.serverHeartbeatSucceeded(
                new ServerHeartbeatSucceededEvent(CONNECTION, BsonDocument.parse(greeting), 1, false));
    }
}
