package dev.nightjar.cli.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The made-up problems are what they say, and a race is counted right.
final class SearchBenchTest {

    @TempDir
    private Path folder;

    static List<String> problems() {
        return Problems.names();
    }

    @Test
    void thereAreAtLeastTwelve() {
        assertThat(Problems.names()).hasSizeGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void startsWhereATrialLivesAndIsWorseThanTheBest(String name) {
        for (int seed = 0; seed < 3; seed++) {
            Problem problem = Problems.named(name, seed);
            assertThat(problem.name()).isEqualTo(name);
            assertThat(problem.menu().feasible(problem.start())).isTrue();
            double excess = problem.truth(problem.start()).orElseThrow()
                    - problem.optimum().orElseThrow();
            assertThat(excess).isPositive();
            assertThat(problem.evaluate(problem.start(), 5)).isEqualTo(problem.evaluate(problem.start(), 5));
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void nothingIsBetterThanTheBest(String name) {
        Problem problem = Problems.named(name, 1);
        double best = problem.optimum().orElseThrow();
        Racer draws = new OwnRacer("random", problem.menu(), 3);
        for (int i = 0; i < 200; i++) {
            Configuration drawn = draws.ask(problem.start());
            draws.tell(drawn, problem.evaluate(drawn, i));
            assertThat(problem.truth(drawn).orElse(best)).isGreaterThanOrEqualTo(best - 1e-4);
        }
    }

    @Test
    void aRaceSpendsItsBudgetAndItsIncumbentGetsBetter() {
        Results results = new SearchBench(List.of("memory-14"), List.of("random"), 2, 3).run(_ -> {});
        assertThat(results.tracks()).hasSize(2);
        for (Track track : results.tracks()) {
            assertThat(track.failed()).isPositive().isLessThan(track.trials());
            assertThat(track.trials()).isGreaterThan(36);
            assertThat(track.left(0)).isCloseTo(1, within(1e-9));
            assertThat(track.steps().getLast().hours()).isLessThan(3.2);
        }
        List<String> lines = results.tracks().stream().map(Track::json).toList();
        assertThat(lines).hasSize(2);
        Path file = folder.resolve("tracks.jsonl");
        assertThat(SearchReport.read(List.of(written(file, lines))).results()).isEqualTo(results);
    }

    @Test
    void writesAPageAndAPicture() {
        Results results = new SearchBench(List.of("bowl-10"), List.of("random", "tpe"), 2, 1).run(_ -> {});
        new SearchReport(results).write(folder);
        assertThat(folder.resolve("search-bench-results.md"))
                .content()
                .contains("| bowl-10 |", "search-bench-bowl-10.svg");
        assertThat(folder.resolve("search-bench-bowl-10.svg"))
                .content()
                .startsWith("<svg")
                .contains("random", "polyline");
    }

    @Test
    void racesWithEarlierRunsOfAnotherBudget() {
        Results results = new WarmBench(List.of("crashes-8"), 1, 2.1).run(_ -> {});
        assertThat(results.optimizers()).hasSize(4).startsWith("auto", "auto, earlier run");
        new SearchReport(results).write(folder);
        assertThat(folder.resolve("search-bench-warm.md"))
                .content()
                .contains("| crashes-8 | after 2 h | failed |", "| auto, mirrored one |");
        Problem original = Problems.named("crashes-8", 1);
        Relative relative = new Relative(original, 1);
        assertThat(relative.evaluate(relative.start(), 3)).isEqualTo(relative.evaluate(relative.start(), 3));
        assertThat(relative.truth(relative.start())).isNotEqualTo(original.truth(original.start()));
    }

    /// A shell that knows one knob and answers everything with the same value.
    @Test
    void searchesAProblemThatAnotherProgramHolds() {
        Path script = written(
                folder.resolve("problem.sh"),
                List.of(
                        "while read -r line; do case \"$line\" in",
                        "*space*) echo '{\"space\": [{\"name\": \"n\", \"type\": \"int\", \"low\": 1, \"high\": 9,"
                                + " \"log\": false, \"default\": 3}], \"objective\": \"loss\"}';;",
                        "*truth*) echo '{\"error\": \"not told\"}';;",
                        "*4*) echo '{\"success\": false, \"reason\": \"oom\", \"seconds\": 60}';;",
                        "*) echo '{\"success\": true, \"loss\": 1.5, \"seconds\": 600}';;",
                        "esac; done"));
        Results results = new SearchBench(List.of("sh " + script), List.of("auto"), 1, 1).run(_ -> {});
        Track track = results.tracks().getFirst();
        assertThat(track.problem()).isEqualTo("loss");
        assertThat(track.at(1)).isEqualTo(1.5);
        assertThat(track.trials()).isBetween(6, 8);
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> new SearchBench(List.of("bowl-10"), List.of("oracle"), 1, 1).run(_ -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("(oracle)");
        assertThatThrownBy(() -> new SearchBench(List.of("echo hello"), List.of("random"), 1, 1).run(_ -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("hello")
                .hasMessageContaining("\nMaybe ");
        assertThatThrownBy(() -> SearchReport.read(List.of(written(folder.resolve("x"), List.of("{")))))
                .isInstanceOf(UserError.class);
    }

    /// Tables in Wilcoxon (1945): with n = 8, a sum of 3 has a two-sided probability of 10 in 256.
    @Test
    void theSignedRankTestIsExact() {
        double[] differences = {-1, -2, 3, 4, 5, 6, 7, 8};
        assertThat(SignedRank.p(differences)).isCloseTo(10 / 256.0, within(1e-12));
        assertThat(SignedRank.p(new double[] {0, 0})).isEqualTo(1);
        assertThat(SignedRank.p(IntStream.rangeClosed(1, 20).asDoubleStream().toArray()))
                .isCloseTo(2 / Math.pow(2, 20), within(1e-15));
        assertThat(SignedRank.p(new double[] {1, -1, 1, -1})).isEqualTo(1);
    }

    private static Path written(Path file, List<String> lines) {
        try {
            return Files.write(file, new ArrayList<>(lines));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
