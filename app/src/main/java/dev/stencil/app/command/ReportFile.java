package dev.stencil.app.command;

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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A file for the report of a migration, as JSON: it is there once the report is whole. */
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

    static Map<String, Long> table(Counts counts) {
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
