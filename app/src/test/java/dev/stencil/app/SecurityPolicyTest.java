package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SECURITY.md names classes and tests that are there. */
class SecurityPolicyTest {
    private static final Path ROOT = Path.of("..");
    /** A row's item, what it asks for, where it is done and what shows it. */
    private static final Pattern ROW =
            Pattern.compile("\\| [0-9.]+[^|]*\\|[^|]*\\|(?<where>[^|]*)\\|(?<test>[^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`(?<type>[A-Z]\\w*[a-z]\\w*)(?:\\.(?<method>[a-z]\\w+))?`");
    private static final Pattern FILE = Pattern.compile("`(?<file>[\\w./-]+\\.(?:md|xml))`");
    /** A split by one character is none. */
    private static final Pattern EXPRESSION =
            Pattern.compile("Pattern\\.compile\\(|\\.(matches|replaceAll|replaceFirst)\\(\""
                    + "|\\.split\\(\"(?!\\\\\\\\\\W\")[^\"]{2,}\"");
    private static final Pattern REPEATED_GROUP = Pattern.compile("\"[^\"\n]*[^\\\\(]\\)[*+]");

    @Test
    void whatItNamesIsThere() throws IOException {
        String policy = Files.readString(ROOT.resolve("SECURITY.md"));
        List<Path> sources = sources();
        List<String> missing = new ArrayList<>();
        List<MatchResult> rows = ROW.matcher(policy).results().toList();
        for (MatchResult row : rows) {
            for (MatchResult name : NAME.matcher(row.group("where") + row.group("test")).results().toList()) {
                if (!isThere(sources, name)) {
                    missing.add(name.group());
                }
            }
            FILE.matcher(row.group("where")).results()
                    .filter(file -> !Files.exists(ROOT.resolve(file.group("file"))))
                    .forEach(file -> missing.add(file.group()));
        }
        assertThat(missing).isEmpty();
        assertThat(rows).hasSizeGreaterThan(40);
    }

    @Test
    void everyRegularExpressionIsListedAndNoneRepeatsAGroup() throws IOException {
        String policy = Files.readString(ROOT.resolve("SECURITY.md"));
        String list = policy.substring(policy.indexOf("**Regular expressions.**"), policy.indexOf("## OWASP"));
        int found = 0;
        for (Path source : sources()) {
            String name = source.getFileName().toString().replace(".java", "");
            String text = Files.readString(source);
            if (source.toString().contains("/src/main/") && !source.toString().matches("../(bench|examples)/.*")
                    && EXPRESSION.matcher(text).find()) {
                found++;
                assertThat(list).as("the list of regular expressions").contains("`" + name + "`");
                assertThat(REPEATED_GROUP.matcher(text).find()).as(name + " repeats a group").isFalse();
            }
        }
        assertThat(found).isGreaterThan(10);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 16, (file, attributes) -> file.toString().endsWith(".java"))) {
            return files.filter(file -> !file.toString().contains("/target/")).toList();
        }
    }

    private static boolean isThere(List<Path> sources, MatchResult name) throws IOException {
        for (Path source : sources) {
            if (source.endsWith(name.group("type") + ".java")
                    && (name.group("method") == null
                            || Files.readString(source).contains(" " + name.group("method") + "("))) {
                return true;
            }
        }
        return false;
    }
}
