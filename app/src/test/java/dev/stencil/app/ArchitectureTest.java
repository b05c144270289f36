package dev.stencil.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may use what: {@code app -> adapters -> core}, and in the core {@code domain <- port <- usecase}. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stencil");
    private static final int MOST_FILES = 22;
    private static final DescribedPredicate<JavaClass> JAVA_BASE =
            DescribedPredicate.describe("in java.base", ArchitectureTest::isInJavaBase);
    private static final String CORE = "dev.stencil.core";
    private static final String DOMAIN = "dev.stencil.core.domain";
    private static final String PORT = "dev.stencil.core.port";
    private static final String USE_CASE = "dev.stencil.core.usecase";
    private static final String MEMORY = "dev.stencil.core.memory";
    private static final String MONGO = "dev.stencil.adapter.mongo";
    private static final String SQLITE = "dev.stencil.adapter.sqlite";
    private static final String JWT = "dev.stencil.adapter.jwt";
    private static final String PASSWORD = "dev.stencil.adapter.password";
    private static final String HTTP = "dev.stencil.adapter.http";
    private static final String APP = "dev.stencil.app";
    private static final String CONTRACT = "dev.stencil.contract";
    private static final String TESTING = "dev.stencil.testing";
    private static final String[] ALL =
            {CORE, DOMAIN, PORT, USE_CASE, MEMORY, MONGO, SQLITE, JWT, PASSWORD, HTTP, APP, CONTRACT, TESTING};

    @Test
    void domainUsesTheJdkAlone() {
        uses(DOMAIN);
    }

    @Test
    void portsUseTheDomain() {
        uses(PORT, DOMAIN);
    }

    @Test
    void useCasesUsePortsAndTheDomain() {
        uses(USE_CASE, PORT, DOMAIN);
    }

    @Test
    void theEntryUsesUseCasesPortsAndTheDomain() {
        uses(CORE, USE_CASE, PORT, DOMAIN);
    }

    @Test
    void nobodyButTheEntryPutsUseCasesTogether() {
        noClasses().that(not(in(CORE, USE_CASE))).should()
                .callConstructorWhere(target(owner(in(USE_CASE))))
                .check(CLASSES);
    }

    @Test
    void memoryUsesPortsAndTheDomain() {
        uses(MEMORY, PORT, DOMAIN);
    }

    @Test
    void mongoUsesItsDriver() {
        uses(MONGO, PORT, DOMAIN, "com.mongodb", "org.bson", "org.slf4j");
    }

    @Test
    void sqliteUsesJdbcAndJackson() {
        uses(SQLITE, PORT, DOMAIN, "java.sql", "org.sqlite", "tools.jackson", "org.slf4j");
    }

    @Test
    void jwtUsesNimbusAndCaffeine() {
        uses(JWT, PORT, DOMAIN, "com.nimbusds.jose", "com.github.benmanes.caffeine");
    }

    @Test
    void passwordUsesBouncyCastleAndSpringSecurity() {
        uses(PASSWORD, PORT, DOMAIN, "org.bouncycastle.crypto", "org.springframework.security.crypto");
    }

    @Test
    void httpUsesUndertowAndJackson() {
        uses(HTTP, CORE, USE_CASE, PORT, DOMAIN, "io.undertow", "org.xnio", "tools.jackson", "org.slf4j");
    }

    @Test
    void appPutsEverythingTogether() {
        uses(
                APP,
                CORE,
                USE_CASE,
                PORT,
                DOMAIN,
                MEMORY,
                MONGO,
                SQLITE,
                JWT,
                PASSWORD,
                HTTP,
                "picocli",
                "tools.jackson.core",
                "org.slf4j",
                "ch.qos.logback");
    }

    @Test
    void theContractUsesPortsTheDomainAndTestLibraries() {
        uses(CONTRACT, PORT, DOMAIN, "org.junit.jupiter.api", "org.assertj.core");
    }

    @Test
    void testingUsesTheServerInMemoryAndJUnit() {
        uses(TESTING, CORE, USE_CASE, PORT, DOMAIN, MEMORY, JWT, HTTP, "org.junit.jupiter.api");
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
        assertThat(CLASSES).allMatch(type -> in(ALL).test(type));
    }

    @Test
    void aRuleForAPackageWithoutClassesFails() {
        assertThatThrownBy(() -> uses("dev.stencil.core.nowhere", DOMAIN)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aRuleThatAllowsWhatNobodyUsesFails() {
        assertThatThrownBy(() -> uses(PORT, DOMAIN, "dev.stencil.core.nowhere")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aDependencyThatIsNotAllowedFails() {
        assertThatThrownBy(() -> uses(PORT)).isInstanceOf(AssertionError.class);
    }

    /** Fails also if the package has no class, or uses nothing of what it is allowed. */
    private static void uses(String name, String... allowed) {
        for (String one : allowed) {
            assertThat(CLASSES.stream().filter(in(name)))
                    .as(name + " uses " + one)
                    .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(dependency -> in(one).test(dependency.getTargetClass())));
        }
        String[] all = Stream.concat(Stream.of(name, "org.jspecify"), Stream.of(allowed)).toArray(String[]::new);
        classes().that(in(name)).should().onlyDependOnClassesThat(in(all).or(JAVA_BASE)).check(CLASSES);
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
