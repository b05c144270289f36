package dev.stencil.adapter.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.connection.ServerMonitoringMode;
import com.mongodb.event.ServerMonitorListener;
import dev.stencil.core.port.StorageNotOpened;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {
            "", "mongodb://", "http://user:geheim@host", "mongodb://user:geheim@", "mongodb://user:ge@heim@host/x",
            "mongodb://user:geheim@host:port/x", "mongodb://user:geheim@host/a b"
    })
    void whatIsNoAddressIsRefusedWithoutBeingShown(String uri) {
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> MongoAddress.parse(uri).settings(new ServerMonitorListener() {}))
                .satisfies(refused -> {
                    StringWriter all = new StringWriter();
                    refused.printStackTrace(new PrintWriter(all));
                    assertThat(all.toString()).doesNotContain("geheim").doesNotContain("heim@");
                });
    }

    @Test
    void anAddressDoesNotShowItsPassword() {
        assertThat(MongoAddress.parse("mongodb://user:geheim@host/x").toString()).doesNotContain("geheim", "user");
    }

    @Test
    void thePathNamesTheDatabase() {
        assertThat(MongoAddress.parse("mongodb://host/other").database()).isEqualTo("other");
        assertThat(MongoAddress.parse("mongodb://host").database()).isEqualTo("mydatabase");
        assertThat(MongoAddress.parse("mongodb://host/?tls=true").database()).isEqualTo("mydatabase");
    }

    @Test
    void theLimitsAreOursWhereTheAddressSetsNone() {
        MongoClientSettings settings = settings("mongodb://host");
        assertThat(settings.getTimeout(MILLISECONDS)).isEqualTo(2500);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS)).isEqualTo(2000);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(1000);
        assertThat(settings.getConnectionPoolSettings().getMaxSize()).isEqualTo(32);
        assertThat(settings.getServerSettings().getHeartbeatFrequency(MILLISECONDS)).isEqualTo(250);
        assertThat(settings.getRetryWrites()).isTrue();
        assertThat(settings.getRetryReads()).isTrue();
        assertThat(settings.getApplicationName()).isEqualTo("stencil");
    }

    @Test
    void anAddressMayShortenTheLimitsAndSetWhatConcernsConnections() {
        MongoClientSettings settings = settings("mongodb://user:geheim@host/x?tls=true&authSource=admin&maxPoolSize=7"
                + "&timeoutMS=1500&serverSelectionTimeoutMS=900&connectTimeoutMS=800&appName=mine");
        assertThat(settings.getTimeout(MILLISECONDS)).isEqualTo(1500);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS)).isEqualTo(900);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(800);
        assertThat(settings.getConnectionPoolSettings().getMaxSize()).isEqualTo(7);
        assertThat(settings.getSslSettings().isEnabled()).isTrue();
        assertThat(settings.getCredential()).isNotNull();
        assertThat(settings.getApplicationName()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "60000"})
    void anAddressCannotLiftTheLimits(String millis) {
        MongoClientSettings settings = settings("mongodb://host/?timeoutMS=" + millis + "&serverSelectionTimeoutMS="
                + millis + "&connectTimeoutMS=" + millis + "&maxPoolSize=" + millis
                + "&heartbeatFrequencyMS=60000&serverMonitoringMode=stream");
        assertThat(settings.getTimeout(MILLISECONDS)).isEqualTo(5000);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS)).isEqualTo(2000);
        assertThat(settings.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(1000);
        assertThat(settings.getConnectionPoolSettings().getMaxSize()).isEqualTo(256);
        assertThat(settings.getServerSettings().getHeartbeatFrequency(MILLISECONDS)).isEqualTo(250);
        assertThat(settings.getServerSettings().getServerMonitoringMode()).isEqualTo(ServerMonitoringMode.POLL);
    }

    @Test
    void anAddressThatHidesItsServersIsRefused() {
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> MongoAddress.parse("mongodb://host/?loadBalanced=true"))
                .withMessageContaining("loadBalanced");
    }

    @Test
    void anAddressCannotWeakenAPromise() {
        MongoClientSettings settings = settings(
                "mongodb://host/?w=1&journal=false&readPreference=secondary&readConcernLevel=local");
        assertThat(settings.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
        assertThat(settings.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(settings.getReadPreference()).isEqualTo(ReadPreference.primary());
    }

    private static MongoClientSettings settings(String uri) {
        return MongoAddress.parse(uri).settings(new ServerMonitorListener() {});
    }
}
