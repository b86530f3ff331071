package dev.nightjar.lab.toml;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Budget;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.lab.Quantity;
import dev.nightjar.core.lab.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `lab.toml`. What may be left out has a default; what is not known is an error.
public final class LabFile {

    public static final String NAME = "lab.toml";

    /// Who may propose in this version.
    public static final List<String> PROPOSERS = List.of("auto", "random", "tpe", "cmaes");

    private static final Duration LONGEST_CLOCK = Duration.ofMinutes(10);
    private static final double USUAL_PROCESSOR = 1.5;
    private static final Pattern SHARE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*%");
    private static final Pattern FACTOR = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*x");

    private LabFile() {}

    /// @throws UserError of kind `LAB`, with file and line, for whatever is wrong with it
    public static Lab read(Path folder) {
        TomlSection root = TomlFile.read(
                        folder.resolve(NAME),
                        UserError.Kind.LAB,
                        "the folder is not a lab; \"nightjar init\" makes one.")
                .root();
        root.requireKnown(
                "lab", "train", "data", "metric", "gate", "search", "checks", "limits", "hooks", "sandbox", "serve");
        TomlSection lab = root.section("lab");
        lab.requireKnown("name", "goal", "editable", "scope");
        String name = lab.text("name").orElseGet(() -> nameOf(folder));
        String editable = editable(lab);
        Scope scope = lab.oneOf("scope", Scope.class, Scope.KNOB);
        Optional<Lab.Source> data = data(root);
        return new Lab(
                name,
                lab.text("goal").orElse(""),
                editable,
                scope,
                train(root.section("train"), editable, sandbox(root, scope)),
                data,
                metric(root.section("metric"), root.section("serve"), data.isPresent()),
                gate(root.section("gate")),
                search(root.section("search")),
                checks(root.section("checks")),
                limits(root.section("limits"), root.section("hooks")));
    }

    private static String nameOf(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "lab" : last.toString();
    }

    private static String editable(TomlSection lab) {
        List<String> files = lab.raw("editable") instanceof String one
                ? List.of(one)
                : lab.texts("editable").orElseThrow(() -> lab.missing("editable", "editable = [\"Train.java\"]"));
        if (files.size() != 1 || files.getFirst().isBlank()) {
            throw lab.wrong("editable", "a list of exactly one file", "the others can be read by that one.");
        }
        String file = files.getFirst();
        Path path = Path.of(file);
        if (path.isAbsolute()
                || !path.normalize().equals(path)
                || path.startsWith("..")
                || path.startsWith(".nightjar")) {
            throw lab.wrong(
                    "editable",
                    "a file below the lab's folder",
                    "it should be relative to lab.toml, such as \"%s\".".formatted(path.getFileName()));
        }
        if (List.of(NAME, MenuFile.NAME, "program.md").contains(file)) {
            throw lab.wrong("editable", "a program", "the person's own files are not for proposals.");
        }
        return file.replace('\\', '/');
    }

    /// In the scope `edit` a program may come to lie to its own clock; a knob only makes it slower or faster.
    private static Lab.Sandbox sandbox(TomlSection root, Scope scope) {
        TomlSection train = root.section("train");
        TomlSection sandbox = root.section("sandbox");
        sandbox.requireKnown("read", "output");
        OptionalDouble usual = switch (scope) {
            case KNOB -> OptionalDouble.empty();
            case EDIT -> OptionalDouble.of(USUAL_PROCESSOR);
        };
        Optional<Double> processor = train.parsed("processor", "1.5x", LabFile::factor);
        return new Lab.Sandbox(
                processor.isPresent() ? OptionalDouble.of(processor.get()) : usual,
                train.parsed("grace", "10s", Quantity::duration).orElse(Lab.Sandbox.USUAL.grace()),
                sandbox.parsed("output", "8GiB", Quantity::bytes).orElse(Lab.Sandbox.USUAL.outputBytes()),
                sandbox.texts("read").orElse(List.of()));
    }

    private static Lab.Train train(TomlSection train, String editable, Lab.Sandbox sandbox) {
        train.requireKnown(
                "command", "budget", "budget_cuda", "startup", "total", "guard", "memory", "processor", "grace");
        Budget budget = train.parsed("budget", "300s", Budget::parse).orElse(new Budget(Budget.Kind.TIME, 300));
        Optional<Budget> cuda = train.parsed("budget_cuda", "300s", Budget::parse);
        Duration longest = Stream.concat(Stream.of(budget), cuda.stream())
                .map(LabFile::time)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Duration guard = train.parsed("guard", "10m", Quantity::duration).orElse(longest);
        if (budget.kind() == Budget.Kind.TIME && guard.compareTo(time(budget)) < 0) {
            throw train.wrong(
                    "guard",
                    "at least the budget's %s".formatted(budget),
                    "the guard is only for budgets that are not a time.");
        }
        return new Lab.Train(
                command(train, editable),
                budget,
                cuda,
                train.parsed("startup", "60s", Quantity::duration).orElse(Duration.ofSeconds(60)),
                train.parsed("total", "2x", LabFile::factor).orElse(2.0),
                guard,
                train.parsed("memory", "4GiB", Quantity::bytes).orElse(4L << 30),
                sandbox);
    }

    /// The training clock's time for a budget, as far as it can be known before.
    private static Duration time(Budget budget) {
        return switch (budget.kind()) {
            case TIME -> Duration.ofMillis(Math.round(1000 * budget.amount()));
            case COMPUTE, TOKENS, STEPS -> LONGEST_CLOCK;
        };
    }

    private static List<String> command(TomlSection train, String editable) {
        if (train.raw("command") == null && !editable.endsWith(".java")) {
            throw train.missing("command", "command = [\"python3\", \"%s\"]".formatted(editable));
        }
        if (train.raw("command") == null || "java".equals(train.raw("command"))) {
            return List.of("java");
        }
        List<String> command = train.texts("command").orElseThrow();
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw train.wrong(
                    "command",
                    "\"java\" or a list of words",
                    "command = [\"python3\", \"%s\"] is meant.".formatted(editable));
        }
        return command;
    }

    private static double factor(String text) {
        Matcher matcher = FACTOR.matcher(text.strip());
        double factor = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (factor < 1) {
            throw new IllegalArgumentException(
                    "The value (%s) is not a factor of at least 1.\nMaybe it should read like \"2x\".".formatted(text));
        }
        return factor;
    }

    private static Optional<Lab.Source> data(TomlSection root) {
        if (!root.has("data")) {
            return Optional.empty();
        }
        TomlSection data = root.section("data");
        data.requireKnown("corpus", "vocab");
        return Optional.of(new Lab.Source(data.requireText("corpus", "java-sources"), (int)
                data.whole("vocab", 256, 65_536).orElse(4096)));
    }

    private static Lab.Metric metric(TomlSection metric, TomlSection serve, boolean hasData) {
        metric.requireKnown("name", "direction", "judge", "context", "rows", "evaluator", "audits", "audits_keep");
        JudgeKind judge = metric.oneOf("judge", JudgeKind.class, hasData ? JudgeKind.SEALED : JudgeKind.REPORTED);
        List<String> evaluator = metric.texts("evaluator").orElse(List.of());
        if (judge == JudgeKind.SEALED && !hasData) {
            throw metric.wrong("judge", "[data] with a corpus for it to measure on", "judge = \"reported\" is meant.");
        }
        if (judge == JudgeKind.SEPARATE && evaluator.isEmpty()) {
            throw metric.wrong(
                    "judge", "an evaluator for it to run", "evaluator = [\"python3\", \"evaluate.py\"] is missing.");
        }
        if (judge != JudgeKind.SEPARATE && !evaluator.isEmpty()) {
            throw metric.wrong("evaluator", "none unless judge = \"separate\"", "judge = \"separate\" is meant.");
        }
        return new Lab.Metric(
                metric.text("name").orElse("val_bpb"),
                metric.oneOf("direction", Direction.class, Direction.LOWER),
                judge,
                (int) metric.whole("context", 2, 1 << 20).orElse(256),
                (int) metric.whole("rows", 2, 1 << 24).orElse(512),
                evaluator,
                new Lab.Audits((int) metric.whole("audits", 2, 1 << 20).orElse(Lab.Audits.USUAL.each()), (int)
                        metric.whole("audits_keep", 2, 1 << 20).orElse(Lab.Audits.USUAL.beforeKeep())),
                serving(serve));
    }

    private static Lab.Serving serving(TomlSection serve) {
        serve.requireKnown("checkpoint", "load", "answer", "processor");
        Lab.Serving usual = Lab.Serving.USUAL;
        return new Lab.Serving(
                serve.parsed("checkpoint", "4GiB", Quantity::bytes).orElse(usual.checkpointBytes()),
                serve.parsed("load", "60s", Quantity::duration).orElse(usual.load()),
                serve.parsed("answer", "60s", Quantity::duration).orElse(usual.answer()),
                serve.parsed("processor", "3x", LabFile::factor).orElse(usual.processorFactor()));
    }

    private static GatePolicy gate(TomlSection gate) {
        gate.requireKnown("policy", "compare", "min_gain", "screen");
        if ("calibrated".equals(gate.raw("policy"))) {
            throw gate.wrong(
                    "policy",
                    "\"strict\" or \"threshold\"; this version has no calibrated gate yet",
                    "\"threshold\" does for now.");
        }
        double minimum = gate.number("min_gain", 0, true).orElse(0.005);
        if (minimum >= 1) {
            throw gate.wrong("min_gain", "a fraction below 1", "it is in per cent: 0.5 % is 0.005.");
        }
        return new GatePolicy(
                gate.oneOf("policy", GatePolicy.Policy.class, GatePolicy.Policy.STRICT),
                gate.oneOf("compare", GatePolicy.Compare.class, GatePolicy.Compare.INCUMBENT),
                minimum,
                gate.parsed("screen", "25%", LabFile::share)
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()));
    }

    private static double share(String text) {
        Matcher matcher = SHARE.matcher(text.strip());
        double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : 0;
        if (share < 0.01 || share > 0.9) {
            throw new IllegalArgumentException(
                    "The value (%s) is not a share from 1%% to 90%%.\nMaybe it should read like \"25%%\"."
                            .formatted(text));
        }
        return share;
    }

    private static Lab.Search search(TomlSection search) {
        search.requireKnown("proposer", "changes", "warm");
        String proposer = search.oneOf("proposer", PROPOSERS).orElse("auto");
        return new Lab.Search(
                proposer,
                switch (search.raw("changes")) {
                    case null -> OptionalInt.empty();
                    case String any when any.equals("any") -> OptionalInt.empty();
                    case Long number when number >= 1 && number <= 1000 -> OptionalInt.of(number.intValue());
                    default ->
                        throw search.wrong("changes", "a whole number from 1, or \"any\"", "changes = 1 is meant.");
                },
                search.flag("warm").orElse(true));
    }

    private static List<String> checks(TomlSection checks) {
        checks.requireKnown("command");
        return checks.texts("command").orElse(List.of());
    }

    private static Lab.Limits limits(TomlSection limits, TomlSection hooks) {
        limits.requireKnown("experiments", "hours", "money", "price_per_hour");
        hooks.requireKnown("on_end");
        OptionalLong experiments = limits.whole("experiments", 1, Integer.MAX_VALUE);
        OptionalDouble hours = limits.number("hours", 0, false);
        OptionalDouble money = limits.number("money", 0, false);
        OptionalDouble price = limits.number("price_per_hour", 0, false);
        if (money.isPresent() && price.isEmpty()) {
            throw limits.wrong(
                    "money", "price_per_hour beside it, to count hours in money", "price_per_hour = 2.50 is missing.");
        }
        return new Lab.Limits(
                experiments.isPresent() ? OptionalInt.of((int) experiments.getAsLong()) : OptionalInt.empty(),
                hours.isPresent()
                        ? Optional.of(Duration.ofMillis(Math.round(hours.getAsDouble() * 3_600_000)))
                        : Optional.empty(),
                money,
                price,
                hooks.texts("on_end").orElse(List.of()));
    }
}
