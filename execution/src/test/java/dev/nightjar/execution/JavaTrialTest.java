package dev.nightjar.execution;

import static dev.nightjar.execution.Workshops.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.core.trial.TrialOutcome.Trained;
import dev.nightjar.sandbox.Supervisor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JavaTrialTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static Supervisor supervisor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        supervisor = Supervisor.start();
    }

    @AfterAll
    static void close() {
        supervisor.close();
    }

    @Test
    void compilesOnceTrainsOnTheShardsAndServesACopy() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG, "good");

        assertThat(new LocalPreflight(workshop).block("good", new Interruption()))
                .isEmpty();
        Path compiled = folder.resolve("prepared/good/classes/Train.class");
        var made = Files.getLastModifiedTime(compiled);
        TrialOutcome outcome = new LocalTrainer(workshop).train(trial(1, "good"), _ -> {}, new Interruption());

        assertThat(outcome).isInstanceOfSatisfying(Trained.class, trained -> {
            assertThat(trained.trainSeconds()).isEqualTo(0.001);
            assertThat(trained.reported()).containsAllEntriesOf(Map.of("num_steps", 20.0));
        });
        assertThat(Files.getLastModifiedTime(folder.resolve("trials/1/classes/Train.class")))
                .isEqualTo(made);
        assertThat(folder.resolve("prepared/good")).doesNotExist();
        assertThat(folder.resolve("trials/1/out/checkpoint.safetensors")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(folder.resolve("trials/1/data/train-0.bin")).doesNotExist();
        serveAndEcho(workshop);
    }

    private void serveAndEcho(Workshop workshop) throws Exception {
        ServedModel server = new ModelServing(workshop).start(trial(1, "good"), LONG);
        try (server) {
            server.requests().write("hello".getBytes(StandardCharsets.UTF_8));
            server.requests().close();
            assertThat(server.answers().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("hello");
            assertThat(server.lastWords())
                    .isEqualTo("serving 3 bytes, 0 shards" + (workshop.sandbox().isPresent() ? "" : ", writable"));
        }
        server.close();
        assertThat(folder.resolve("trials/1/serve-1")).doesNotExist();
        assertThat(folder.resolve("trials/1/out/checkpoint.safetensors")).exists();
    }

    @Test
    void blocksWhatDoesNotCompileWithTheCompilersWords() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG);

        assertThat(new LocalPreflight(workshop).block("syntax", new Interruption()))
                .get()
                .asString()
                .startsWith("It does not compile: Train.java:26: error: ")
                .doesNotContain("\n");
        assertThat(new LocalPreflight(workshop).block("symbol", new Interruption()))
                .get()
                .asString()
                .as("what was not found, for whoever mends it")
                .contains("cannot find symbol, symbol: method cubed(), location: class String")
                .doesNotContain("\n");
        TrialOutcome outcome = new LocalTrainer(workshop).train(trial(1, "syntax"), _ -> {}, new Interruption());
        assertThat(outcome).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.cause()).isEqualTo(CrashReason.NOT_STARTED);
            assertThat(crashed.reason()).startsWith("It does not compile: ");
        });
    }

    @Test
    void blocksWhatFailsItsFirstStep() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG, "shape");

        assertThat(new LocalPreflight(workshop).block("shape", new Interruption()))
                .get()
                .asString()
                .contains("exit code 1", "d_model (65) is no multiple of n_head (4)")
                .doesNotContain("\n");
        assertThat(folder.resolve("preflight")).doesNotExist();
        assertThat(folder.resolve("prepared/shape")).doesNotExist();
    }

    @Test
    void endsAProgramThatIsNotReadyInTime() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, Duration.ofMillis(1500), LONG, "slow start");

        assertThat(new LocalTrainer(workshop).train(trial(1, "slow start"), _ -> {}, new Interruption()))
                .isInstanceOfSatisfying(Crashed.class, crashed -> {
                    assertThat(crashed.cause()).isEqualTo(CrashReason.START_UP_LIMIT);
                    assertThat(crashed.reason()).contains("1.5 s");
                });
    }

    @Test
    void endsAProgramThatTrainsTooLong() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, Duration.ofSeconds(1), "endless");

        assertThat(new LocalTrainer(workshop).train(trial(1, "endless"), _ -> {}, new Interruption()))
                .isInstanceOfSatisfying(Crashed.class, crashed -> {
                    assertThat(crashed.cause()).isEqualTo(CrashReason.TIME_LIMIT);
                    assertThat(crashed.totalSeconds()).isLessThan(20);
                });
    }

    @Test
    void judgesWhatIsThereAtTheDeadlineAndFindsItAgain() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, Duration.ofSeconds(1), "overtime");
        LocalTrainer trainer = new LocalTrainer(workshop);

        TrialOutcome outcome = trainer.train(trial(1, "overtime"), _ -> {}, new Interruption());

        assertThat(outcome).isInstanceOfSatisfying(Trained.class, trained -> {
            assertThat(trained.trainSeconds()).isBetween(0.9, 20.0);
            assertThat(trained.totalSeconds()).isLessThan(30);
        });
        assertThat(trainer.train(trial(1, "overtime"), _ -> {}, new Interruption()))
                .isEqualTo(outcome);
    }

    @Test
    void letsATrialWriteItsOutputAndNothingElse() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG, "burrow");
        assumeTrue(workshop.sandbox().isPresent(), "bubblewrap works here");

        TrialOutcome outcome = new LocalTrainer(workshop).train(trial(1, "burrow"), _ -> {}, new Interruption());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Trained.class,
                        trained -> assertThat(trained.reported())
                                .containsEntry("source", 0.0)
                                .containsEntry("data", 0.0)
                                .containsEntry("classes", 0.0)
                                .containsEntry("out", 1.0));
    }

    @Test
    void blocksAClassInAPackageOfTheHarness() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG, "impostor");

        assertThat(new LocalPreflight(workshop).block("impostor", new Interruption()))
                .get()
                .asString()
                .contains("dev.nightjar.wire.Train", "not its own");
    }

    @Test
    void stopsWhenAFileThatDecidesTheNumberHasChanged() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG, "good");
        Path shard = folder.resolve("train-0.bin");
        workshop.seals().add(List.of(shard));
        workshop.seals().require();

        Files.write(shard, new byte[] {9, 9, 9});

        assertThatThrownBy(() -> new LocalTrainer(workshop).train(trial(1, "good"), _ -> {}, new Interruption()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("train-0.bin")
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void takesNoResultThatTheGuardCutShort() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG, "guarded");

        assertThat(new LocalTrainer(workshop).train(trial(1, "guarded"), _ -> {}, new Interruption()))
                .isInstanceOfSatisfying(Crashed.class, crashed -> {
                    assertThat(crashed.cause()).isEqualTo(CrashReason.TIME_LIMIT);
                    assertThat(crashed.reason()).contains("at 50 % of the budget");
                });
    }

    @Test
    void endsWhatCannotDoItsWorkBeforeTheGuardAndRemembersIt() throws Exception {
        Workshop workshop = Workshops.withWork(
                Workshops.ofJava(supervisor, folder, LONG, LONG, "crawl"), new Budget(Budget.Kind.STEPS, 100));

        TrialOutcome outcome = new LocalTrainer(workshop).train(trial(1, "crawl"), _ -> {}, new Interruption());

        assertThat(outcome).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.cause()).isEqualTo(CrashReason.TIME_LIMIT);
            assertThat(crashed.reason()).contains("too slow", "guard of 60.0 s", "at 28 % of its budget");
            assertThat(crashed.totalSeconds()).isLessThan(20);
        });
        assertThat(new LocalTrainer(workshop).train(trial(1, "crawl"), _ -> {}, new Interruption()))
                .isEqualTo(outcome);
    }

    @Test
    void tellsDivergenceAndAMissingCheckpointApart() throws Exception {
        Workshop workshop = Workshops.ofJava(supervisor, folder, LONG, LONG, "diverge", "forget");
        LocalTrainer trainer = new LocalTrainer(workshop);

        assertThat(trainer.train(trial(1, "diverge"), _ -> {}, new Interruption()))
                .isInstanceOfSatisfying(
                        Crashed.class, crashed -> assertThat(crashed.cause()).isEqualTo(CrashReason.DIVERGED));
        assertThat(trainer.train(trial(2, "forget"), _ -> {}, new Interruption()))
                .isInstanceOfSatisfying(
                        Crashed.class, crashed -> assertThat(crashed.cause()).isEqualTo(CrashReason.NO_CHECKPOINT));
    }
}
