package dev.nightjar.lab.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForbiddenRulesTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "forbidden.md");

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        String page = Files.readString(PAGE);
        for (ForbiddenRule rule : ForbiddenRules.ALL) {
            assertThat(page)
                    .contains("| %s | %s | %s | %s |"
                            .formatted(rule.what(), rule.why(), code(rule.java()), code(rule.python())));
        }
        assertThat(page.lines().filter(line -> line.startsWith("| ")).count()).isEqualTo(ForbiddenRules.ALL.size() + 1);
    }

    private static String code(List<String> patterns) {
        return patterns.isEmpty()
                ? "–"
                : patterns.stream().map(pattern -> "`" + pattern + "`").collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "java.net., java.net.URI, true",
        "java.net., java.net.*, true",
        "java.net., java.net.http.*, true",
        "java.net., java.*, false",
        "System.getenv, System.getenv, true",
        "System.getenv, java.lang.System.getenv, true",
        "System.getenv, java.lang.System.*, true",
        "System.getenv, MySystem.getenv, false",
        "System.getenv, System.getenvironment, false",
        "Files, Files.readString, true",
        "Files, MyFiles.readString, false",
        ".exec, .exec, true",
        ".exec, .execute, false",
        "os.environ, os.environ.get, true",
        "os.environ, os.*, true",
        "new Random(), new Random(), true",
        "new Random(), new Random(constant), false",
        "Runtime, java.lang.Runtime.getRuntime, true",
        "ProcessHandle, java.lang.ProcessHandle.*, true",
        "ProcessHandle, java.lang.*, false",
        "extends Random, extends Random, true",
        "package, package dev.nightjar.training, true",
        "package, packages, false",
    })
    void aPatternMeansWhatItSays(String pattern, String name, boolean expected) {
        assertThat(ForbiddenRule.matches(pattern, name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "eval, eval, true",
        "eval, model.eval, false",
        "compile, torch.compile, false",
        "subprocess, subprocess.run, true",
        "os.system, torch.os.system, true",
        ".manual_seed, .manual_seed, true",
    })
    void aPythonNameWithoutADotStandsAtTheBeginning(String pattern, String name, boolean expected) {
        assertThat(ForbiddenRule.matchesPython(pattern, name)).isEqualTo(expected);
    }
}
