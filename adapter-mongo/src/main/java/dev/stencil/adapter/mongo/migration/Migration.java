package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.text;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.Gate;
import dev.stencil.adapter.mongo.Indexes;
import dev.stencil.adapter.mongo.MongoAddress;
import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.mongo.Schema;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import dev.stencil.adapter.mongo.migration.MigrationReport.Outcome;
import dev.stencil.adapter.mongo.migration.MigrationReport.Problem;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.port.StorageNotOpened;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/**
 * Adopts a database of the original application: its documents get the member {@code stencil} that {@link MongoStorage}
 * describes. Nothing is deleted and no other member is changed, but for password hashes if that is asked for.
 *
 * <p>{@link Extent#ADOPT} may run beside the original, again and again, and after being broken off anywhere;
 * {@link Extent#FINISH} wants the original stopped. In a database that is finished already, only {@code FINISH} writes.
 * Memory grows by about 130 bytes for each account.
 */
public final class Migration implements AutoCloseable {
    private static final String PASSWORD = "password";
    /** Each takes some 50 ms: few at a time, so that little is lost if the run is ended. */
    private static final int HASHES = 20;

    private final MongoClient client;
    private final MongoDatabase database;
    private final Schema schema;

    private Migration(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database.withReadConcern(ReadConcern.LOCAL);
        this.schema = new Schema(database);
    }

    /**
     * @param uri as {@link MongoStorage#open} takes it
     * @throws StorageNotOpened if it is not valid
     */
    public static Migration open(String uri) {
        MongoAddress address = MongoAddress.parse(uri);
        MongoClient client = MongoClients.create(address.patientSettings());
        return new Migration(client, client.getDatabase(address.database()));
    }

    /**
     * @throws StorageNotOpened if the server or the database does not suit, a right is missing, or an index cannot be
     *     built
     * @throws Failure.Unavailable if the server is not there or goes away; what was done stays done
     */
    public MigrationReport run(MigrationOptions options, MigrationProgress progress) {
        try {
            return schema.onSuitableServer(new Run(options, progress)::run);
        } catch (MongoException e) {
            throw Gate.unavailable("MongoDB cannot be used: " + Gate.describe(e), null);
        }
    }

    private final class Run {
        private final MigrationOptions options;
        private final MigrationProgress progress;
        private final CollectionScan users;
        private final CollectionScan templates;
        private final CollectionReport userReport = new CollectionReport(Schema.USERS);
        private final CollectionReport templateReport = new CollectionReport(Schema.TEMPLATES);
        private final Adoption accounts = new Adoption();
        private long wrapped;

        Run(MigrationOptions options, MigrationProgress progress) {
            this.options = options;
            this.progress = progress;
            this.users = new CollectionScan(database.getCollection(Schema.USERS, BsonDocument.class), progress);
            this.templates = new CollectionScan(database.getCollection(Schema.TEMPLATES, BsonDocument.class), progress);
        }

        MigrationReport run() {
            boolean finished = schema.isMarked();
            boolean finishes = options.extent() == Extent.FINISH;
            boolean writes = finishes || (options.extent() == Extent.ADOPT && !finished);
            UserAdoption adoption = new UserAdoption(users, accounts, options, writes, userReport);
            adoption.adopt();
            new TemplateAdoption(templates, accounts, options, writes, templateReport).adopt();
            return report(finishes ? finish(adoption) : writes ? Outcome.ADOPTED : looked(finished));
        }

        private Outcome looked(boolean finished) {
            boolean same = Stream.of(userReport, templateReport).allMatch(one -> one.adopted + one.changed == 0);
            return !finished || same ? Outcome.LOOKED : Outcome.LEFT_BEHIND;
        }

        private Outcome finish(UserAdoption adoption) {
            if (userReport.has(Reason.FOREIGN_MEMBER) || templateReport.has(Reason.FOREIGN_MEMBER)) {
                return Outcome.FOREIGN_MEMBERS;
            }
            if (isContended()) {
                return Outcome.STILL_WRITTEN_TO;
            }
            adoption.assignKeys();
            progress.at(Step.INDEXES, 0, 1);
            // However long it takes: an index of a large collection takes its time.
            Indexes.ensure(database, 0);
            progress.at(Step.INDEXES, 1, 1);
            new TemplateKeys(templates, templateReport).assign();
            if (isContended() || hasOthers(users, userReport) || hasOthers(templates, templateReport)) {
                return Outcome.STILL_WRITTEN_TO;
            }
            schema.mark();
            options.wrap().ifPresent(this::wrapHashes);
            return Outcome.FINISHED;
        }

        /** Replaces the hashes of the original by ones that are safe to keep, also of users who cannot log in. */
        private void wrapHashes(Function<String, Optional<String>> wrap) {
            GuardedWrites changes = new GuardedWrites(users.collection(), List.of(PASSWORD), true, userReport);
            users.inNaturalOrder(Step.PASSWORD_HASHES, HASHES, user -> {
                if (user.isString(PASSWORD)) {
                    wrap.apply(text(user, PASSWORD)).ifPresent(hash -> {
                        BsonDocument change = document(PASSWORD, hash);
                        if (OwnMember.isIn(user)) {
                            change.append("stencil.updated", bson(options.clock().instant()));
                        }
                        changes.add(user, document("$set", change));
                        wrapped++;
                    });
                }
            }, changes::flush);
        }

        /** Whether documents came or went since they were looked at. */
        private boolean hasOthers(CollectionScan scan, CollectionReport report) {
            return scan.collection().withTimeout(0, MILLISECONDS).countDocuments() != report.documents;
        }

        private boolean isContended() {
            return userReport.contended + templateReport.contended > 0;
        }

        private MigrationReport report(Outcome outcome) {
            List<Problem> problems = Stream.of(userReport, templateReport)
                    .flatMap(report -> report.problems().stream())
                    .limit(MigrationReport.MOST_PROBLEMS)
                    .toList();
            return new MigrationReport(outcome, userReport.counts(), templateReport.counts(), wrapped, problems);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
