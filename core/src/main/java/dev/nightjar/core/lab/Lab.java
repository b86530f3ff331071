package dev.nightjar.core.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What is measured, how and for how long: `lab.toml` as values. Field for field described in
/// `docs/reference/lab-toml.md`.
public record Lab(
        String name,
        String goal,
        String editable,
        Scope scope,
        Train train,
        Optional<Source> data,
        Metric metric,
        GatePolicy gate,
        Search search,
        List<String> checks,
        Limits limits) {

    public Lab {
        checks = List.copyOf(checks);
        if (name.isBlank() || editable.isBlank()) {
            throw new IllegalArgumentException(
                    "The lab (%s) needs a name and an editable file (%s).\nMaybe a line of [lab] is missing."
                            .formatted(name, editable));
        }
    }

    /// The same with other training.
    public Lab with(Train other) {
        return new Lab(name, goal, editable, scope, other, data, metric, gate, search, checks, limits);
    }

    /// The same with other limits.
    public Lab with(Limits other) {
        return new Lab(name, goal, editable, scope, train, data, metric, gate, search, checks, other);
    }

    /// The same with another scope and search.
    public Lab with(Scope otherScope, Search otherSearch) {
        return new Lab(name, goal, editable, otherScope, train, data, metric, gate, otherSearch, checks, limits);
    }

    /// How a trial is started and what it may use. `command` is `["java"]` for a program that is compiled and run
    /// on the training class path. `startup` is the time before the clock, `guard` the most that the training clock
    /// may run whatever the budget counts, and a trial is killed after `startup` plus `totalFactor` times the time
    /// its budget takes. `cudaBudget` (in `lab.toml`: `budget_cuda`) takes the place of `budget` where the trial
    /// has a GPU to itself.
    public record Train(
            List<String> command,
            Budget budget,
            Optional<Budget> cudaBudget,
            Duration startup,
            double totalFactor,
            Duration guard,
            long memoryBytes,
            Sandbox sandbox) {
        public Train {
            command = List.copyOf(command);
            if (command.isEmpty()) {
                throw new IllegalArgumentException(
                        "The training command is empty.\nMaybe command = \"java\" is meant.");
            }
            if (totalFactor < 1) {
                throw new IllegalArgumentException(
                        "The total (%sx) must be at least the budget itself.\nMaybe \"2x\" is meant."
                                .formatted(totalFactor));
            }
        }

        public Train(
                List<String> command,
                Budget budget,
                Optional<Budget> cudaBudget,
                Duration startup,
                double totalFactor,
                Duration guard,
                long memoryBytes) {
            this(command, budget, cudaBudget, startup, totalFactor, guard, memoryBytes, Sandbox.USUAL);
        }

        /// The same with a part of each budget. The guard stays: starting up takes its time however little
        /// follows.
        public Train shortened(double share) {
            return new Train(
                    command,
                    budget.part(share),
                    cudaBudget.map(whole -> whole.part(share)),
                    startup,
                    totalFactor,
                    guard,
                    memoryBytes,
                    sandbox);
        }

        /// The same with one budget, whatever the device.
        public Train with(Budget only) {
            return new Train(command, only, Optional.empty(), startup, totalFactor, guard, memoryBytes, sandbox);
        }

        /// Whether the program is a single Java file that Nightjar compiles and runs.
        public boolean java() {
            return command.equals(List.of("java"));
        }
    }

    /// What bounds a trial besides time and memory. `processor` is a factor on the processor time of the baseline's
    /// trial, `grace` what a budget of time may be overrun by to write the checkpoint, `outputBytes` the most that
    /// stays of a trial, and `read` names files and folders that the lab's own commands see, relative to the lab.
    public record Sandbox(OptionalDouble processor, Duration grace, long outputBytes, List<String> read) {
        public static final Sandbox USUAL =
                new Sandbox(OptionalDouble.empty(), Duration.ofSeconds(10), 8L << 30, List.of());

        public Sandbox {
            read = List.copyOf(read);
            if (outputBytes <= 0 || grace.isNegative()) {
                throw new IllegalArgumentException(
                        "The output (%d bytes) must be positive and the grace (%s) not negative.\nMaybe \"8GiB\" and \"10s\" are meant."
                                .formatted(outputBytes, grace));
            }
        }
    }

    /// What is trained on. `vocabulary` counts ordinary tokens; special tokens come on top.
    public record Source(String corpus, int vocabulary) {}

    /// What is measured. `context`, `rows`, `audits` and `serving` are the sealed judge's.
    public record Metric(
            String name,
            Direction direction,
            JudgeKind judge,
            int context,
            int rows,
            List<String> evaluator,
            Audits audits,
            Serving serving) {

        /// With the usual audits and serving budgets.
        public Metric(
                String name, Direction direction, JudgeKind judge, int context, int rows, List<String> evaluator) {
            this(name, direction, judge, context, rows, evaluator, Audits.USUAL, Serving.USUAL);
        }

        public Metric {
            evaluator = List.copyOf(evaluator);
            if (context < 2 || rows < 2) {
                throw new IllegalArgumentException(
                        "The judge's context (%d) and rows (%d) must be at least 2.\nMaybe 256 and 512 are meant."
                                .formatted(context, rows));
            }
        }
    }

    /// How many tokens of a judgement are audited, and how many more before a keep.
    public record Audits(int each, int beforeKeep) {

        public static final Audits USUAL = new Audits(512, 4096);

        public Audits {
            if (each < 2 || beforeKeep < 2) {
                throw new IllegalArgumentException(
                        "The audits (%d) and those before a keep (%d) must be at least 2.\nMaybe 512 and 4096 are meant."
                                .formatted(each, beforeKeep));
            }
        }
    }

    /// What serving a model to the judge may cost.
    ///
    /// @param load            from the server's start to its hello
    /// @param answer          to one request
    /// @param processorFactor processor time a token, relative to the baseline's
    public record Serving(long checkpointBytes, Duration load, Duration answer, double processorFactor) {

        public static final Serving USUAL = new Serving(4L << 30, Duration.ofSeconds(60), Duration.ofSeconds(60), 3);
    }

    /// What counts as better, and than what. `minimumGain` is a fraction of the reference; `strict` ignores it.
    ///
    /// @param screen share of the budget that a candidate must first do well on; empty for none
    public record GatePolicy(Policy policy, Compare compare, double minimumGain, OptionalDouble screen) {

        public GatePolicy {
            if (screen.isPresent() && !(screen.getAsDouble() > 0 && screen.getAsDouble() < 1)) {
                throw new IllegalArgumentException(
                        "The share (%s) of the budget must lie between nothing and all of it.\nMaybe \"25%%\" is meant."
                                .formatted(screen.getAsDouble()));
            }
        }

        public GatePolicy(Policy policy, Compare compare, double minimumGain) {
            this(policy, compare, minimumGain, OptionalDouble.empty());
        }

        public enum Policy {
            STRICT,
            THRESHOLD
        }

        public enum Compare {
            INCUMBENT,
            BASELINE
        }
    }

    /// Who proposes and how many knobs at a time; an empty `changes` is any number. `warm`: whether a new run
    /// learns from the lab's earlier ones.
    public record Search(String proposer, OptionalInt changes, boolean warm) {

        public Search(String proposer, OptionalInt changes) {
            this(proposer, changes, true);
        }
    }

    /// When a run ends by itself. `pricePerHour` turns hours into money, in whatever currency the person thinks in.
    public record Limits(
            OptionalInt experiments,
            Optional<Duration> time,
            OptionalDouble money,
            OptionalDouble pricePerHour,
            List<String> onEnd) {
        public Limits {
            onEnd = List.copyOf(onEnd);
        }
    }
}
