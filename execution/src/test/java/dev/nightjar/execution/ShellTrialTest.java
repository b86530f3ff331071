package dev.nightjar.execution;

import static dev.nightjar.execution.Workshops.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.core.trial.TrialOutcome.Trained;
import dev.nightjar.sandbox.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellTrialTest {
    private static final Duration LONG = Duration.ofSeconds(30);
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
    void readsMetricsAndSummaryFromTheLog() {
        TrialOutcome outcome =
                run("echo METRIC val=3; echo METRIC val=2.5; echo ---; echo val_bpb: 1.25; echo depth: many");

        assertThat(outcome).isInstanceOfSatisfying(Trained.class, trained -> {
            assertThat(trained.reported()).containsExactlyInAnyOrderEntriesOf(Map.of("val", 2.5, "val_bpb", 1.25));
            assertThat(trained.totalSeconds()).isBetween(0.0, 20.0);
            assertThat(trained.trainSeconds()).isBetween(0.0, 20.0);
        });
    }

    @Test
    void tellsTheProgramWhatTheEngineDecided() throws Exception {
        run("echo METRIC seed=$NIGHTJAR_SEED; echo $NIGHTJAR_BUDGET $NIGHTJAR_MODE $NIGHTJAR_DEVICE $NIGHTJAR_THREADS;"
                + " echo data > $NIGHTJAR_OUT/x; ls $NIGHTJAR_DATA; echo secret $SECRET_TOKEN; pwd");

        assertThat(Files.readAllLines(folder.resolve("trials/1/log.txt")))
                .contains("METRIC seed=-7", "30 s train cpu 1", "go", "secret")
                .last()
                .asString()
                .endsWith("trials/1/source");
        assertThat(folder.resolve("trials/1/out/x")).hasContent("data\n");
    }

    @Test
    void aShortTrialHasAPartOfTheBudget() throws Exception {
        Workshop whole = Workshops.ofShell(
                supervisor, folder, LONG, Map.of("commit", "echo $NIGHTJAR_BUDGET; echo METRIC val=1"));
        Lab lab = whole.lab();
        Lab screening = new Lab(
                lab.name(),
                lab.goal(),
                lab.editable(),
                lab.scope(),
                lab.train(),
                lab.data(),
                lab.metric(),
                new Lab.GatePolicy(
                        Lab.GatePolicy.Policy.STRICT, Lab.GatePolicy.Compare.INCUMBENT, 0, OptionalDouble.of(0.25)),
                lab.search(),
                lab.checks(),
                lab.limits());
        Workshop workshop = new Workshop(
                supervisor,
                whole.workspace(),
                screening,
                folder,
                whole.compute(),
                whole.java(),
                whole.tokens(),
                whole.sandbox(),
                whole.seals(),
                whole.environment());
        LocalTrainer trainer = new LocalTrainer(workshop);
        trainer.train(new Trial(1, 0, Purpose.SCREEN, "commit", 1), _ -> {}, new Interruption());
        trainer.train(new Trial(2, 0, Purpose.CANDIDATE, "commit", 1), _ -> {}, new Interruption());
        assertThat(folder.resolve("trials/1/log.txt")).content().startsWith("7.5 s");
        assertThat(folder.resolve("trials/2/log.txt")).content().startsWith("30 s");
    }

    @Test
    void forwardsProgress() {
        List<Progress> heard = Collections.synchronizedList(new ArrayList<>());
        LocalTrainer trainer = trainer(
                "echo 'PROGRESS fraction=0.25 step=7 loss=3.5 seconds=1.5'; echo 'PROGRESS fraction=1.01 step=9'");

        trainer.train(trial(1, "commit"), heard::add, new Interruption());

        assertThat(heard)
                .extracting(Progress::phase, Progress::fraction, Progress::step)
                .containsExactly(
                        tuple(Progress.Phase.PREPARING, 0.0, 0L),
                        tuple(Progress.Phase.TRAINING, 0.25, 7L),
                        tuple(Progress.Phase.TRAINING, 1.0, 9L));
    }

    @Test
    void givesTheLastFiftyLinesOfACrash() {
        TrialOutcome outcome = run("seq 1 200; echo 'ValueError: no such layer'; exit 3");

        assertThat(outcome).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.cause()).isEqualTo(CrashReason.EXIT_CODE);
            assertThat(crashed.reason()).isEqualTo("The program ended with exit code 3: ValueError: no such layer");
            assertThat(crashed.logTail()).hasSize(50).startsWith("152").endsWith("200", "ValueError: no such layer");
        });
    }

    @Test
    void endsAProgramAtItsTimeLimit() {
        Workshop workshop =
                Workshops.ofShell(supervisor, folder, Duration.ofMillis(300), Map.of("commit", "sleep 60 & sleep 60"));

        TrialOutcome outcome = new LocalTrainer(workshop).train(trial(1, "commit"), _ -> {}, new Interruption());

        assertThat(outcome).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.cause()).isEqualTo(CrashReason.TIME_LIMIT);
            assertThat(crashed.totalSeconds()).isBetween(1.3, 3.3);
        });
    }

    @Test
    void shardsAppearWhenAProgramInAnyLanguageSaysThatItIsReady() throws Exception {
        String script =
                "echo before: $(ls $NIGHTJAR_DATA); echo READY; until [ -e $NIGHTJAR_DATA/go ]; do sleep 0.02; done;"
                        + " echo after: $(cat $NIGHTJAR_DATA/a.tokens) $NIGHTJAR_VOCABULARY";

        TrialOutcome outcome = withTokens(script, LONG);

        assertThat(outcome).isInstanceOf(Trained.class);
        assertThat(Files.readAllLines(folder.resolve("trials/1/log.txt")))
                .containsExactly("before:", "READY", "after: text 300");
    }

    @Test
    void aProgramThatNeverAsksForItsTokensEndsAtItsStartUpLimit() throws Exception {
        assertThat(withTokens("sleep 60", Duration.ofMillis(200))).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.cause()).isEqualTo(CrashReason.START_UP_LIMIT);
            assertThat(crashed.reason()).contains("did not print READY");
        });
    }

    private TrialOutcome withTokens(String script, Duration startup) throws Exception {
        Path shard = Files.writeString(folder.resolve("a.tokens"), "text");
        Workshop workshop = Workshops.withTokens(supervisor, folder, startup, script, shard);
        return new LocalTrainer(workshop).train(trial(1, "commit"), _ -> {}, new Interruption());
    }

    /// Prints another number each time it runs.
    private static final String ALWAYS_NEW = "echo METRIC val=$(date +%s%N)";

    @Test
    void neverRunsAFinishedTrialAgain() {
        TrialOutcome first = run(ALWAYS_NEW);

        TrialOutcome second = run(ALWAYS_NEW);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void runsATrialAgainThatWasCutOffOrWasAnother() throws Exception {
        TrialOutcome first = run(ALWAYS_NEW);
        Path outcome = folder.resolve("trials/1/outcome");
        Files.writeString(outcome, Files.readString(outcome).replace("EXITED", "KILLED"));

        TrialOutcome second = run(ALWAYS_NEW);
        TrialOutcome other =
                trainer(ALWAYS_NEW).train(new Trial(1, 1, Purpose.CANDIDATE, "commit", 8), _ -> {}, new Interruption());

        assertThat(second).isInstanceOf(Trained.class).isNotEqualTo(first);
        assertThat(other).isInstanceOf(Trained.class).isNotEqualTo(second);
    }

    @Test
    void stopsAtOnceOnRequest() {
        Interruption interruption = new Interruption();
        LocalTrainer trainer = trainer("echo 'PROGRESS fraction=0.1'; sleep 60");

        assertThatThrownBy(() -> trainer.train(
                        trial(1, "commit"),
                        progress -> {
                            if (progress.phase() == Progress.Phase.TRAINING) {
                                Thread.ofVirtual().start(interruption::request);
                            }
                        },
                        interruption))
                .isInstanceOf(Interruption.Interrupted.class);
    }

    @Test
    void keepsOnlyTheNamedTrialsFiles() throws Exception {
        LocalTrainer trainer = trainer("echo x > $NIGHTJAR_OUT/checkpoint.safetensors");
        for (int id = 1; id <= 3; id++) {
            trainer.train(trial(id, "commit"), _ -> {}, new Interruption());
        }

        trainer.keepOnly(Set.of(1, 3));
        trainer(":").keepOnly(Set.of(3));

        assertThat(folder.resolve("trials/1/out")).doesNotExist();
        assertThat(folder.resolve("trials/2/out")).doesNotExist();
        assertThat(folder.resolve("trials/2/log.txt")).exists();
        assertThat(folder.resolve("trials/2/outcome")).exists();
        assertThat(folder.resolve("trials/3/out/checkpoint.safetensors")).exists();
    }

    @Test
    void saysThatTheProgramIsMissing() {
        Workshop workshop = Workshops.ofShell(supervisor, folder, LONG, Map.of("commit", ""));
        Lab lab = workshop.lab();
        Lab.Train train = lab.train();
        Lab.Train missing = new Lab.Train(
                List.of("no-such-program"),
                train.budget(),
                train.cudaBudget(),
                train.startup(),
                train.totalFactor(),
                train.guard(),
                train.memoryBytes());
        Workshop without = new Workshop(
                supervisor,
                workshop.workspace(),
                new Lab(
                        lab.name(),
                        lab.goal(),
                        lab.editable(),
                        lab.scope(),
                        missing,
                        lab.data(),
                        lab.metric(),
                        lab.gate(),
                        lab.search(),
                        lab.checks(),
                        lab.limits()),
                folder,
                workshop.compute(),
                workshop.java(),
                workshop.tokens(),
                workshop.sandbox(),
                workshop.seals(),
                workshop.environment());

        TrialOutcome outcome = new LocalTrainer(without).train(trial(1, "commit"), _ -> {}, new Interruption());

        assertThat(outcome).isInstanceOfSatisfying(Crashed.class, crashed -> {
            assertThat(crashed.cause()).isEqualTo(CrashReason.NOT_STARTED);
            assertThat(crashed.reason()).contains("(no-such-program)");
        });
    }

    @Test
    void saysThatTheRunsFolderCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Workshop workshop = Workshops.ofShell(supervisor, file.resolve("run"), LONG, Map.of("commit", "true"));

        assertThatThrownBy(() -> new LocalTrainer(workshop).train(trial(1, "commit"), _ -> {}, new Interruption()))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.DISK))
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void endsTheRunAndNotTheTrialWhenTheSupervisorDies() throws Exception {
        try (Supervisor doomed = Supervisor.start()) {
            Workshop workshop =
                    Workshops.ofShell(doomed, folder, LONG, Map.of("commit", "echo 'PROGRESS fraction=0'; sleep 60"));

            assertThatThrownBy(() -> new LocalTrainer(workshop)
                            .train(
                                    trial(1, "commit"),
                                    progress -> {
                                        if (progress.phase() == Progress.Phase.TRAINING) {
                                            ProcessHandle.of(doomed.pid())
                                                    .orElseThrow()
                                                    .destroyForcibly();
                                        }
                                    },
                                    new Interruption()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("supervisor");
        }
    }

    @Test
    void checksObjectWithTheirLastLine() {
        Map<String, String> commits = Map.of("good", "exit 0", "bad", "echo two tests fail; exit 4");
        Workshop workshop = Workshops.ofShell(supervisor, folder, LONG, commits, List.of("sh", "train.sh"));
        CommandChecks checks = new CommandChecks(workshop);

        assertThat(checks.objection("good", new Interruption())).isEmpty();
        assertThat(checks.objection("bad", new Interruption())).contains("sh train.sh: exit code 4: two tests fail");
    }

    @Test
    void evaluatesACopyOfTheOutputWithTheFilesOfTheRunsFirstCommit() {
        String candidate = "echo 42 > $NIGHTJAR_OUT/answer";
        String evaluator = "echo METRIC val=$(cat $NIGHTJAR_OUT/answer); echo spoilt > $NIGHTJAR_OUT/answer";
        Map<String, String> commits =
                Map.of("candidate", candidate, "baseline", evaluator, "broken", "echo oops; exit 9");
        Workshop workshop = Workshops.ofEvaluator(supervisor, folder, LONG, commits, List.of("sh", "train.sh"));
        new LocalTrainer(workshop).train(trial(1, "candidate"), _ -> {}, new Interruption());

        FrozenEvaluator.Evaluation good =
                new FrozenEvaluator(workshop, "baseline").evaluate(trial(1, "candidate"), new Interruption());
        FrozenEvaluator.Evaluation bad =
                new FrozenEvaluator(workshop, "broken").evaluate(trial(1, "candidate"), new Interruption());

        assertThat(good.printed()).isEqualTo(Map.of("val", 42.0));
        assertThat(good.failure()).isEmpty();
        assertThat(bad.failure()).contains("The evaluator failed: it ended with exit code 9: oops");
        assertThat(folder.resolve("trials/1/out/answer")).hasContent("42");
    }

    @Test
    void asksNothingOfTheSandboxBeforeATrial() {
        Workshop workshop = Workshops.ofShell(supervisor, folder, LONG, Map.of("commit", "exit 1"));

        assertThat(new LocalPreflight(workshop).block("commit", new Interruption()))
                .isEmpty();
        assertThat(new CommandChecks(workshop).objection("commit", new Interruption()))
                .isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private TrialOutcome run(String script) {
        return trainer(script).train(trial(1, "commit"), _ -> {}, new Interruption());
    }

    private LocalTrainer trainer(String script) {
        return new LocalTrainer(Workshops.ofShell(supervisor, folder, LONG, Map.of("commit", script)));
    }
}
