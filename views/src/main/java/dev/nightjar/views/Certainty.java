package dev.nightjar.views;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.RunStatistics;
import dev.nightjar.analysis.RunTable;
import dev.nightjar.analysis.Verification;
import dev.nightjar.core.lab.Lab.GatePolicy;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How far a run's result is to be believed, in sentences.
final class Certainty {

    private Certainty() {}

    static List<String> sentences(RunStatistics statistics) {
        List<String> sentences = new ArrayList<>();
        RunTable table = statistics.table();
        sentences.add(
                switch (table.run().judge()) {
                    case SEALED ->
                        "The numbers are sealed: the checkpoint was served to a judge that measured it, the program did not report them itself.";
                    case SEPARATE -> "The numbers are separate: a frozen evaluator measured them in its own process.";
                    case REPORTED ->
                        "The numbers are reported: the changed program printed them itself, and nothing checked them.";
                });
        if (table.incumbent().isEmpty()) {
            return sentences;
        }
        audits(table).ifPresent(sentences::add);
        sameAcrossSeeds(table).ifPresent(sentences::add);
        trials(table, sentences);
        luck(statistics, sentences);
        table.incumbent().filter(row -> !row.baseline()).ifPresent(best -> {
            rows(table, best, sentences);
            sentences.add(statistics
                    .verification()
                    .map(verification -> verified(table, verification))
                    .orElse("Baseline and incumbent were not measured again on fresh seeds."));
        });
        return sentences;
    }

    private static Optional<String> audits(RunTable table) {
        long failed = table.experiments().stream()
                .filter(row -> row.ending().crash().equals(Optional.of(CrashReason.INTEGRITY)))
                .count();
        String caught = failed == 0 ? "" : " %s made false claims.".formatted(Figures.count(failed, "experiment"));
        return table.state()
                .incumbent()
                .flatMap(program -> program.trial().verdict())
                .flatMap(Judgement::integrity)
                .map(integrity ->
                        "What the incumbent claims of its losses was audited at %d tokens and corrected by %s; at 95 %%, at most %s bits per byte of %s could be false unseen.%s"
                                .formatted(
                                        integrity.audits(),
                                        Figures.signed(integrity.correction(), 6),
                                        Figures.fixed(integrity.residualBound(), 4),
                                        integrity.reference().isPresent()
                                                ? "its advantage over the program before it"
                                                : "them",
                                        caught));
    }

    /// Programs that measure the same to the last bit on different seeds do not use theirs.
    private static Optional<String> sameAcrossSeeds(RunTable table) {
        List<String> same = table.state().trials().stream()
                .filter(record -> table.state().sameAcrossSeeds(record.trial()).isPresent())
                .map(record -> Integer.toString(record.trial().id()))
                .toList();
        return same.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Trials %s gave the very same number as another seed of the same program: it seems to ignore its seed."
                                .formatted(String.join(", ", same)));
    }

    private static void trials(RunTable table, List<String> sentences) {
        Result best = table.incumbent().orElseThrow();
        int baseline = table.baseline().map(row -> row.measurement().trials()).orElse(0);
        if (best.baseline()) {
            sentences.add("The baseline rests on %s.".formatted(Figures.count(baseline, "trial")));
        } else {
            sentences.add("The baseline rests on %s, the incumbent on %s."
                    .formatted(
                            Figures.count(baseline, "trial"),
                            Figures.count(best.measurement().trials(), "trial")));
        }
    }

    /// Of m + 1 values in random order, 1 + 1/2 + … + 1/(m + 1) are expected to be better than all before them;
    /// the first of these is the baseline.
    private static void luck(RunStatistics statistics, List<String> sentences) {
        RunTable table = statistics.table();
        GatePolicy gate = table.run().gate();
        long measured = table.experiments().stream()
                .filter(row -> row.metric().isPresent() && row.status() != ExperimentStatus.TAINTED)
                .count();
        if (gate.policy() != GatePolicy.Policy.STRICT || measured == 0) {
            return;
        }
        if (table.imported()) {
            sentences.add("How the other tool decided is not known; a single comparison can be luck.");
            return;
        }
        int kept = statistics.count(ExperimentStatus.KEEP);
        String expected = switch (gate.compare()) {
            case INCUMBENT -> {
                double records = 0;
                for (int i = 2; i <= measured + 1; i++) {
                    records += 1.0 / i;
                }
                yield "about %s".formatted(Figures.fixed(records, 1));
            }
            case BASELINE -> "about half";
        };
        sentences.add(
                "The strict gate keeps whatever measures better once, and a single comparison can be luck: had no change any effect, chance alone would keep %s of %d measured candidates; this run kept %d."
                        .formatted(expected, measured, kept));
    }

    private static void rows(RunTable table, Result best, List<String> sentences) {
        OptionalDouble own = best.measurement().standardError();
        OptionalDouble base =
                table.baseline().map(row -> row.measurement().standardError()).orElse(OptionalDouble.empty());
        if (own.isEmpty() || base.isEmpty()) {
            sentences.add("The noise of a single measurement is not known.");
            return;
        }
        int decimals = Figures.decimals(best.metric().orElse(1));
        sentences.add(
                "The standard error over the scored rows is ± %s for the incumbent and ± %s for the baseline; both read the same rows, so most of it cancels in their difference. It does not contain the spread between seeds."
                        .formatted(
                                Figures.fixed(own.getAsDouble(), decimals),
                                Figures.fixed(base.getAsDouble(), decimals)));
    }

    private static String verified(RunTable table, Verification verification) {
        int decimals = Figures.decimals(verification.baseline());
        double gain = verification.gain();
        String error = verification.standardError().isPresent()
                ? " ± " + Figures.fixed(verification.standardError().getAsDouble(), decimals)
                : "";
        return "Measured again after the run on %s, the same for both (%s): baseline %s, incumbent %s, a gain of %s%s (%s); better in %d of %d."
                .formatted(
                        Figures.count(verification.pairs(), "fresh seed"),
                        Figures.kind(table.run().judge()),
                        Figures.fixed(verification.baseline(), decimals),
                        Figures.fixed(verification.incumbent(), decimals),
                        Figures.signed(gain, decimals),
                        error,
                        Figures.percent(gain / Math.abs(verification.baseline())),
                        verification.better(),
                        verification.pairs());
    }
}
