package dev.stencil.adapter.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.stencil.adapter.mongo.document.TemplateDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A database, and what is sent to it: commands that look for something. */
final class RecordedCommands implements AutoCloseable {
    private static final Set<String> LOOKING = Set.of("find", "aggregate", "findAndModify", "update", "delete");
    /** What a command may have that is none of its own, and cannot be explained. */
    private static final Set<String> AROUND = Set.of(
            "$db", "$clusterTime", "lsid", "txnNumber", "readConcern", "writeConcern", "maxTimeMS",
            "$readPreference");

    private final List<BsonDocument> commands = new ArrayList<>();
    private final Gate gate;
    private final MongoClient client;
    private final MongoDatabase database;

    private RecordedCommands(MongoAddress address) {
        this.gate = new Gate(address.callsAtOnce(), address.callTime());
        this.client = MongoClients.create(MongoClientSettings.builder(address.settings(gate))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        record(event);
                    }
                })
                .build());
        this.database = client.getDatabase(address.database());
        gate.open();
    }

    static RecordedCommands on(String uri) {
        return new RecordedCommands(MongoAddress.parse(uri));
    }

    private void record(CommandStartedEvent event) {
        if (LOOKING.contains(event.getCommandName())) {
            // Decoded now: the driver's buffer is gone later.
            BsonDocument command = BsonDocument.parse(event.getCommand().toJson());
            AROUND.forEach(command::remove);
            commands.add(command);
        }
    }

    MongoDatabase database() {
        return database;
    }

    Gate gate() {
        return gate;
    }

    List<BsonDocument> commands() {
        return List.copyOf(commands);
    }

    /** What the command's parts look for: one for each alternative. */
    static List<BsonDocument> filters(BsonDocument command) {
        Stream<BsonDocument> whole = switch (command.getFirstKey()) {
            case "find" -> Stream.of(command.getDocument("filter"));
            case "findAndModify" -> Stream.of(command.getDocument("query"));
            case "update" -> parts(command, "updates").map(update -> update.getDocument("q"));
            case "delete" -> parts(command, "deletes").map(delete -> delete.getDocument("q"));
            default -> parts(command, "pipeline").limit(1).map(stage -> stage.getDocument("$match"));
        };
        return whole.flatMap(filter -> filter.keySet().equals(Set.of("$or"))
                ? parts(filter, "$or")
                : Stream.of(filter)).toList();
    }

    private static Stream<BsonDocument> parts(BsonDocument document, String member) {
        return document.getArray(member).stream().map(BsonValue::asDocument);
    }

    boolean canExplain() {
        try {
            explain(BsonDocument.parse("{find: 'users'}"));
            return true;
        } catch (MongoException standIn) {
            return false;
        }
    }

    Plan explained(BsonDocument command) {
        return new Plan(command, explain(command));
    }

    private BsonDocument explain(BsonDocument command) {
        BsonDocument explain = new BsonDocument("explain", command)
                .append("verbosity", new BsonString("executionStats"));
        return database.runCommand(explain, BsonDocument.class);
    }

    /** What a server says of how it goes about a command; where in the answer, depends on server and command. */
    record Plan(BsonDocument command, BsonDocument answer) {
        String name() {
            return command.toJson();
        }

        boolean isPage() {
            return "find".equals(command.getFirstKey()) && command.containsKey("sort")
                    && filters(command).stream().allMatch(filter -> !filter.containsKey("_id")
                            && !filter.containsKey(TemplateDocument.FINGERPRINT));
        }

        List<String> stages() {
            return members(answer, "winningPlan").flatMap(plan -> members(plan, "stage"))
                    .map(stage -> stage.asString().getValue()).toList();
        }

        List<Long> examined() {
            return members(answer, "totalDocsExamined").map(count -> count.asNumber().longValue()).toList();
        }

        /** The values of all members of that name, however deep. */
        private static Stream<BsonValue> members(BsonValue value, String name) {
            return switch (value) {
                case BsonDocument document -> document.entrySet().stream().flatMap(member -> Stream.concat(
                        member.getKey().equals(name) ? Stream.of(member.getValue()) : Stream.empty(),
                        members(member.getValue(), name)));
                case BsonArray array -> array.stream().flatMap(element -> members(element, name));
                default -> Stream.empty();
            };
        }
    }

    @Override
    public void close() {
        gate.close();
        client.close();
    }
}
