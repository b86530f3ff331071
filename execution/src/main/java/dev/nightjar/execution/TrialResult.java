package dev.nightjar.execution;

import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.core.trial.TrialOutcome.Crashed;
import dev.nightjar.core.trial.TrialOutcome.Trained;
import dev.nightjar.sandbox.Outcome;
import dev.nightjar.wire.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// What came of a trial, read from its folder: the same whether this engine saw it end or an earlier one did.
final class TrialResult {
    private static final Pattern DIVERGED =
            Pattern.compile("DivergedException|(?i)\\bdiverged\\b|\\bloss (is|was|=|:) *nan\\b|exploding loss");
    private static final Pattern NO_MEMORY =
            Pattern.compile("OutOfMemoryError|(?i)out of memory|can't allocate memory|\\bMemoryError\\b");
    private static final int KILLED_BY_SYSTEM = 137;

    /// Begins the line of an outcome's detail that says which limit the engine saw passed.
    private static final String LIMIT = "limit: ";

    private final TrialFolder folder;
    private final Outcome outcome;
    private final TrialLog log;
    private final Contention contention;

    TrialResult(TrialFolder folder, Outcome outcome, Contention contention) throws IOException {
        this.folder = folder;
        this.outcome = outcome;
        this.log = TrialLog.read(folder.log());
        this.contention = contention;
    }

    /// Why the engine ends a trial: the supervisor keeps it with the outcome, so that any engine can read it.
    static String passed(CrashReason limit, String sentence) {
        return sentence + "\n" + LIMIT + limit;
    }

    /// The limit that the engine saw passed, if it ended the trial for one.
    static Optional<CrashReason> limit(Outcome outcome) {
        return outcome.detail()
                .lines()
                .filter(line -> line.startsWith(LIMIT))
                .map(line -> CrashReason.valueOf(line.substring(LIMIT.length())))
                .findFirst();
    }

    /// @param checkpointNeeded whether a program that succeeds must leave a checkpoint
    TrialOutcome read(boolean checkpointNeeded) throws IOException {
        return switch (outcome.ending()) {
            case EXITED -> exited(checkpointNeeded);
            case TIMED_OUT -> crashed(CrashReason.TIME_LIMIT, outcome.detail());
            case OUT_OF_MEMORY -> crashed(CrashReason.OUT_OF_MEMORY, outcome.detail());
            case TOO_MANY_PROCESSES -> crashed(CrashReason.TOO_MANY_PROCESSES, outcome.detail());
            case DISK_LIMIT -> crashed(CrashReason.DISK_LIMIT, outcome.detail());
            case PROCESSOR_LIMIT -> crashed(CrashReason.PROCESSOR_LIMIT, outcome.detail());
            case KILLED -> killed();
            case NOT_STARTED -> crashed(CrashReason.NOT_STARTED, outcome.detail());
        };
    }

    private TrialOutcome killed() throws IOException {
        Optional<CrashReason> limit = limit(outcome);
        if (limit.isPresent()) {
            return crashed(limit.get(), outcome.detail());
        }
        return Files.exists(folder.deadline()) && folder.hasCheckpoint()
                ? trained()
                : crashed(CrashReason.EXIT_CODE, outcome.detail());
    }

    private Crashed crashed(CrashReason cause, String reason) {
        String line = reason.lines().findFirst().orElse(cause.toString());
        OptionalDouble others = contention.behind(cause, outcome.load(), log.progress());
        return new Crashed(
                cause,
                others.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%s Other programs used %.0f %% of the processors meanwhile.",
                                line,
                                100 * others.getAsDouble())
                        : line,
                log.tail(),
                seconds(outcome.wall()),
                others);
    }

    private TrialOutcome exited(boolean checkpointNeeded) throws IOException {
        if (outcome.exitCode() != 0) {
            return crashed(
                    cause(), "The program ended with exit code %d: %s".formatted(outcome.exitCode(), log.lastWords()));
        }
        if (checkpointNeeded && !folder.hasCheckpoint()) {
            return crashed(
                    CrashReason.NO_CHECKPOINT,
                    "The program ended well but wrote no %s."
                            .formatted(folder.checkpoint().getFileName()));
        }
        OptionalDouble fraction =
                log.progress().stream().mapToDouble(ProgressLine::fraction).findFirst();
        if (checkpointNeeded && fraction.isPresent() && fraction.getAsDouble() < 1) {
            return crashed(
                    CrashReason.TIME_LIMIT,
                    String.format(
                            Locale.ROOT,
                            "The guard ended training at %.0f %% of the budget: too slow, or the machine is too busy, to compare it with others.",
                            100 * fraction.getAsDouble()));
        }
        return trained();
    }

    private Trained trained() throws IOException {
        Map<String, Double> reported = log.reported();
        return new Trained(trainSeconds(reported), seconds(outcome.wall()), outcome.peakResidentBytes(), reported);
    }

    private CrashReason cause() {
        if (log.mentions(DIVERGED)) {
            return CrashReason.DIVERGED;
        }
        boolean noMemory = outcome.exitCode() == KILLED_BY_SYSTEM || log.mentions(NO_MEMORY);
        return noMemory ? CrashReason.OUT_OF_MEMORY : CrashReason.EXIT_CODE;
    }

    /// By the engine's clock: from the file that said go to the outcome's. What the program says of itself counts
    /// if it is less, because it leaves out writing the checkpoint.
    private double trainSeconds(Map<String, Double> reported) throws IOException {
        double byEngine = seconds(outcome.wall());
        if (Files.exists(folder.go()) && Files.exists(folder.outcome())) {
            byEngine = (Files.getLastModifiedTime(folder.outcome()).toMillis()
                            - Files.getLastModifiedTime(folder.go()).toMillis())
                    / 1e3;
        }
        double byProgram = reported.getOrDefault("training_seconds", byEngine);
        return Math.max(0, byProgram > 0 && byProgram < byEngine ? byProgram : byEngine);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
