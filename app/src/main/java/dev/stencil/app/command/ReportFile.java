package dev.stencil.app.command;

import static java.util.stream.Collectors.joining;

import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.adapter.mongo.migration.MigrationReport.Counts;
import dev.stencil.adapter.mongo.migration.MigrationReport.Problem;
import dev.stencil.app.config.BadSetting;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.file.NewFile;
import dev.stencil.app.file.SecretFile;
import dev.stencil.core.domain.template.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a migration: as text, and as JSON in a file that is there once it is whole. */
record ReportFile(NewFile file) implements AutoCloseable {
    /**
     * Begins it, so that a mistake shows before hours of work.
     *
     * @throws BadSetting if it cannot be written to
     */
    static ReportFile create(Path path) {
        try {
            Path real = Files.exists(path) ? path.toRealPath() : path;
            if (new SecretFile(real).isIrregular()) {
                throw new BadSetting("--report names a file that cannot be written to: it " + SecretFile.IRREGULAR);
            }
            return new ReportFile(NewFile.of(real));
        } catch (IOException e) {
            throw new BadSetting("--report names a file that cannot be written to");
        }
    }

    void write(MigrationReport report) {
        try {
            Content.stored(json(report)).writeTo(file.out());
            file.complete();
        } catch (IOException e) {
            throw new CommandFailed("the report cannot be written to the file that --report names", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new CommandFailed("the report cannot be written to the file that --report names", e);
        }
    }

    /** The report for people. */
    static String text(MigrationReport report) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : report.problems()) {
            lines.add(problem.collection() + " " + problem.id() + ": " + problem.text());
        }
        long leftOut = report.users().reported() + report.templates().reported() - report.problems().size();
        if (leftOut > 0) {
            lines.add("... and " + leftOut + " more");
        }
        lines.add(counts("users", report.users()));
        lines.add(counts("templates", report.templates()));
        if (report.wrapped() > 0) {
            lines.add("password hashes: " + report.wrapped() + " wrapped");
        }
        lines.add(outcome(report));
        return String.join("\n", lines) + "\n";
    }

    private static String counts(String collection, Counts counts) {
        return collection + ": " + table(counts).entrySet().stream()
                .map(count -> count(count.getValue(), count.getKey().replace('_', ' ')))
                .collect(joining(", "));
    }

    private static String count(long number, String what) {
        String noun = number == 1 && what.endsWith("s") ? what.substring(0, what.length() - 1) : what;
        return String.format(Locale.ROOT, "%,d %s", number, noun);
    }

    private static String outcome(MigrationReport report) {
        return switch (report.outcome()) {
            case LOOKED -> "Looked only: nothing was written.";
            case ADOPTED -> "Adopted. Run this again as often as you like; then stop the original and run"
                    + " ./run migrate --finish";
            case FINISHED -> "Finished: ./run serve starts on this database.";
            case LEFT_BEHIND -> "Looked only, as this database is finished, and yet not all of it is adopted: stop the"
                    + " original and Stencil and run ./run migrate --finish";
            case FOREIGN_MEMBERS -> "Not finished: rename or remove the members stencil of the documents above that are"
                    + " not Stencil's, then run this again.";
            case STILL_WRITTEN_TO -> "Not finished: somebody wrote to the database meanwhile. Stop the original, then"
                    + " run this again.";
        };
    }

    private static Map<String, Object> json(MigrationReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", code(report.outcome()));
        json.put("needs_a_person", !report.isClean());
        json.put("users", table(report.users()));
        json.put("templates", table(report.templates()));
        json.put("wrapped_hashes", report.wrapped());
        json.put("problems", report.problems().stream().map(ReportFile::json).toList());
        return json;
    }

    private static Map<String, Long> table(Counts counts) {
        Map<String, Long> table = new LinkedHashMap<>();
        table.put("documents", counts.documents());
        table.put("adopted", counts.adopted());
        table.put("done_before", counts.already());
        table.put("changed_since", counts.changed());
        table.put("opaque", counts.opaque());
        table.put("duplicates", counts.duplicates());
        table.put("reported", counts.reported());
        table.put("written_to_meanwhile", counts.contended());
        return table;
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("collection", problem.collection());
        json.put("id", problem.id());
        json.put("reason", code(problem.reason()));
        json.put("text", problem.text());
        return json;
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
