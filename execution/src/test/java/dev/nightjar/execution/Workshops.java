package dev.nightjar.execution;

import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.sandbox.Isolation;
import dev.nightjar.sandbox.Supervisor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Workshops for tests: a shell script, or the small Java program in the test resources, which does what its commit
/// is called.
final class Workshops {
    private static final long MEMORY = 1L << 30;

    /// Walls where this machine has them, as a run would.
    private static final Optional<Sandbox> WALLS = walls();

    private static Optional<Sandbox> walls() {
        try {
            return Isolation.probe() instanceof Isolation.Walled
                    ? Optional.of(new Sandbox(List.of()))
                    : Optional.empty();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private Workshops() {}

    static Trial trial(int id, String commit) {
        return new Trial(id, 1, Purpose.CANDIDATE, commit, -7);
    }

    /// A lab whose program is `train.sh`, with the commits' texts.
    static Workshop ofShell(Supervisor supervisor, Path folder, Duration budget, Map<String, String> commits) {
        return ofShell(supervisor, folder, budget, commits, List.of());
    }

    /// A lab whose program is `train.sh` and trains on the tokens of one shard.
    static Workshop withTokens(Supervisor supervisor, Path folder, Duration startup, String script, Path shard) {
        return new Workshop(
                supervisor,
                new Folders("train.sh", Map.of("commit", script)),
                lab(
                        "train.sh",
                        List.of("sh", "train.sh"),
                        JudgeKind.REPORTED,
                        startup,
                        Duration.ofSeconds(30),
                        List.of()),
                folder,
                Compute.cpu(1),
                Optional.empty(),
                Optional.of(new TrainingTokens(List.of(shard), 300, 299)),
                WALLS,
                new Seals(),
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
    }

    static Workshop ofEvaluator(
            Supervisor supervisor, Path folder, Duration budget, Map<String, String> commits, List<String> evaluator) {
        Workshop workshop = ofShell(supervisor, folder, budget, commits);
        Lab lab = workshop.lab();
        Lab.Metric metric = new Lab.Metric("val", Direction.LOWER, JudgeKind.SEPARATE, 16, 4, evaluator);
        return new Workshop(
                supervisor,
                workshop.workspace(),
                new Lab(
                        lab.name(),
                        lab.goal(),
                        lab.editable(),
                        lab.scope(),
                        lab.train(),
                        lab.data(),
                        metric,
                        lab.gate(),
                        lab.search(),
                        lab.checks(),
                        lab.limits()),
                folder,
                workshop.compute(),
                workshop.java(),
                workshop.tokens(),
                WALLS,
                new Seals(),
                workshop.environment());
    }

    static Workshop ofShell(
            Supervisor supervisor, Path folder, Duration budget, Map<String, String> commits, List<String> checks) {
        return new Workshop(
                supervisor,
                new Folders("train.sh", commits),
                lab("train.sh", List.of("sh", "train.sh"), JudgeKind.REPORTED, Duration.ofSeconds(1), budget, checks),
                folder,
                Compute.cpu(1),
                Optional.empty(),
                Optional.empty(),
                WALLS,
                new Seals(),
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", "/nowhere", "SECRET_TOKEN", "s3cret"));
    }

    static Workshop ofJava(Supervisor supervisor, Path folder, Duration startup, Duration budget, String... acts)
            throws Exception {
        String program;
        try (InputStream text = Workshops.class.getResourceAsStream("/Train.java.txt")) {
            program = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<String, String> commits = new HashMap<>();
        for (String act : acts) {
            commits.put(act, program.replace("\"ACT\"", "\"" + act + "\""));
        }
        commits.computeIfPresent("impostor", (_, text) -> "package dev.nightjar.wire;\n" + text);
        commits.put("syntax", program.replace("        return;", "        retrun;"));
        commits.put("symbol", program.replace("        return;", "        \"x\".cubed();\n        return;"));
        Path shard = Files.write(folder.resolve("train-0.bin"), new byte[] {1, 2, 3});
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        return new Workshop(
                supervisor,
                new Folders("Train.java", commits),
                lab("Train.java", List.of("java"), JudgeKind.SEALED, startup, budget, List.of()),
                folder,
                Compute.cpu(1),
                Optional.of(new JavaRuntime(
                        java, List.of(), folder.resolve("natives"), List.of("-XX:TieredStopAtLevel=1"))),
                Optional.of(new TrainingTokens(List.of(shard), 300, 299)),
                WALLS,
                new Seals(),
                Map.of("PATH", "/usr/bin:/bin"));
    }

    /// The same with a budget that is work; what was its budget is its guard.
    static Workshop withWork(Workshop workshop, Budget work) {
        return new Workshop(
                workshop.supervisor(),
                workshop.workspace(),
                workshop.lab().with(workshop.lab().train().with(work)),
                workshop.runFolder(),
                workshop.compute(),
                workshop.java(),
                workshop.tokens(),
                workshop.sandbox(),
                workshop.seals(),
                workshop.environment());
    }

    private static Lab lab(
            String editable,
            List<String> command,
            JudgeKind judge,
            Duration startup,
            Duration budget,
            List<String> checks) {
        Budget time = new Budget(Budget.Kind.TIME, budget.toMillis() / 1e3);
        return new Lab(
                "test",
                "Nothing.",
                editable,
                Scope.KNOB,
                new Lab.Train(command, time, Optional.empty(), startup, 1, budget, MEMORY),
                Optional.empty(),
                new Lab.Metric("val", Direction.LOWER, judge, 16, 4, List.of()),
                new Lab.GatePolicy(Lab.GatePolicy.Policy.STRICT, Lab.GatePolicy.Compare.INCUMBENT, 0),
                new Lab.Search("random", OptionalInt.empty()),
                checks,
                new Lab.Limits(
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        List.of()));
    }
}
