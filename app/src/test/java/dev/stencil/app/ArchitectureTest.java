package dev.stencil.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use what: {@code app -> adapters -> core}, and in the core {@code domain <- port <- usecase}. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stencil");
    private static final int MOST_FILES = 22;
    private static final DescribedPredicate<JavaClass> JAVA_BASE =
            DescribedPredicate.describe("in java.base", ArchitectureTest::isInJavaBase);
    private static final String CORE = "dev.stencil.core";
    private static final String USE_CASE = "dev.stencil.core.usecase";
    /** Each package with what it uses beside the JDK: ours by the rest of the name, then libraries. */
    private static final Map<String, String> RULES = Map.ofEntries(
            entry("core.domain", ""),
            entry("core.port", "core.domain"),
            entry("core.usecase", "core.port core.domain"),
            entry("core", "core.usecase core.port core.domain"),
            entry("core.memory", "core.port core.domain"),
            entry("adapter.mongo", "core.port core.domain com.mongodb org.bson org.slf4j"),
            entry("adapter.sqlite", "core.port core.domain java.sql org.sqlite tools.jackson org.slf4j"),
            entry("adapter.jwt", "core.port core.domain com.nimbusds.jose com.github.benmanes.caffeine"),
            entry("adapter.password",
                    "core.port core.domain org.bouncycastle.crypto org.springframework.security.crypto"),
            entry("adapter.http",
                    "core core.usecase core.port core.domain io.undertow org.xnio tools.jackson org.slf4j"),
            entry("app", "core core.usecase core.port core.domain core.memory adapter.mongo adapter.sqlite adapter.jwt"
                    + " adapter.password adapter.http picocli tools.jackson.core org.slf4j ch.qos.logback"),
            entry("contract", "core.port core.domain org.junit.jupiter.api org.assertj.core"),
            entry("testing", "core core.usecase core.port core.domain core.memory adapter.jwt adapter.http"
                    + " org.junit.jupiter.api"));

    @ParameterizedTest
    @MethodSource("rules")
    void aPackageUsesWhatItsRuleAllows(String name, String allowed) {
        uses(name, allowed);
    }

    static Stream<Arguments> rules() {
        return RULES.entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @Test
    void nobodyButTheEntryPutsUseCasesTogether() {
        noClasses().that(not(in(CORE, USE_CASE))).should()
                .callConstructorWhere(target(owner(in(USE_CASE))))
                .check(CLASSES);
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noPackageHasMoreFilesThanAReaderCanOverlook() {
        assertThat(files())
                .allSatisfy((name, files) -> assertThat(files).as(name).hasSizeLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void everyPackageSaysWhatBelongsThere() {
        assertThat(files()).allSatisfy((name, files) -> assertThat(files).as(name).contains("package-info.java"));
    }

    @Test
    void everyClassIsUnderOneOfTheseRules() {
        assertThat(CLASSES)
                .allMatch(in(RULES.keySet().stream().map(ArchitectureTest::full).toArray(String[]::new)));
    }

    @Test
    void aRuleForAPackageWithoutClassesFails() {
        assertThatThrownBy(() -> uses("core.nowhere", "core.domain")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aRuleThatAllowsWhatNobodyUsesFails() {
        assertThatThrownBy(() -> uses("core.port", "core.domain core.nowhere")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aDependencyThatIsNotAllowedFails() {
        assertThatThrownBy(() -> uses("core.port", "")).isInstanceOf(AssertionError.class);
    }

    /** Fails also if the package has no class, or uses nothing of what it is allowed. */
    private static void uses(String name, String allowed) {
        DescribedPredicate<JavaClass> inside = in(full(name));
        List<String> others = Stream.of(allowed.split(" ")).filter(one -> !one.isEmpty()).map(ArchitectureTest::full)
                .toList();
        for (String one : others) {
            assertThat(CLASSES.stream().filter(inside))
                    .as(name + " uses " + one)
                    .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(dependency -> in(one).test(dependency.getTargetClass())));
        }
        DescribedPredicate<JavaClass> known = inside.or(in("org.jspecify")).or(JAVA_BASE);
        classes().that(inside).should()
                .onlyDependOnClassesThat(known.or(in(others.toArray(String[]::new))))
                .check(CLASSES);
    }

    private static String full(String name) {
        return RULES.containsKey(name) || name.startsWith("core.") ? "dev.stencil." + name : name;
    }

    /** The source files of each package of main code. */
    private static Map<String, Set<String>> files() {
        return CLASSES.stream()
                .collect(groupingBy(JavaClass::getPackageName, mapping(ArchitectureTest::file, toSet())));
    }

    private static String file(JavaClass type) {
        return type.getSource().flatMap(Source::getFileName).orElseThrow();
    }

    /**
     * In the package itself, where it has packages below that have rules of their own; otherwise in those below, too.
     */
    private static DescribedPredicate<JavaClass> in(String... names) {
        return JavaClass.Predicates.resideInAnyPackage(
                Stream.of(names).map(name -> name.equals(CORE) ? name : name + "..").toArray(String[]::new));
    }

    private static boolean isInJavaBase(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive()
                || Object.class.getModule().getDescriptor().exports().stream()
                        .anyMatch(exported -> !exported.isQualified()
                                && exported.source().equals(element.getPackageName()));
    }
}
