package dev.stencil.app.command;

import static java.util.stream.Collectors.joining;

import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.adapter.mongo.migration.MigrationReport.Counts;
import dev.stencil.adapter.mongo.migration.MigrationReport.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a migration, for people. */
final class ReportText {
    private ReportText() {}

    static String of(MigrationReport report) {
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
        return collection + ": " + ReportFile.table(counts).entrySet().stream()
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
}
