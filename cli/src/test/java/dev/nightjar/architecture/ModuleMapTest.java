package dev.nightjar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModuleMapTest {

    private static final int FEWEST_CLASSES_OF_A_MODULE = 5;

    @Test
    void theRulesSawEveryModuleOfTheBuild() throws IOException {
        String pom = Files.readString(House.root().resolve("pom.xml"));
        assertThat(Pattern.compile("<module>(.*)</module>")
                        .matcher(pom)
                        .results()
                        .map((MatchResult r) -> r.group(1)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MavenModule.values())
                        .map(MavenModule::folder)
                        .toList());
        assertThat(MavenModule.values())
                .allSatisfy(module -> assertThat(House.CLASSES.that(module.classes()))
                        .hasSizeGreaterThan(FEWEST_CLASSES_OF_A_MODULE));
    }

    @ParameterizedTest
    @EnumSource
    void aModuleImportsOnlyWhatTheMapAllows(MavenModule module) {
        classes()
                .that(module.classes())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(module.allowed())
                .check(House.CLASSES);
    }

    @Test
    void everyClassBelongsToAModule() {
        assertThat(House.CLASSES.stream()
                        .filter(type -> Arrays.stream(MavenModule.values())
                                .noneMatch(module -> module.classes().test(type)))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.nightjar.(**)").should().beFreeOfCycles().check(House.CLASSES);
    }

    @Test
    void coreTouchesNoProcessFileOrNetwork() {
        noClasses()
                .that(MavenModule.CORE.classes())
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Process(Builder|Handle)?|Runtime)"
                        + "|java\\.nio\\.file\\.Files|java\\.nio\\.channels\\..*"
                        + "|java\\.io\\.(File.*|RandomAccessFile)"
                        + "|java\\.net\\..*")
                .check(House.CLASSES);
    }
}
