package dev.nightjar.cli.integrity;

import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import java.util.Optional;

/// Judges some trials several times, each time with fresh draws, to see how often they are found out. The first
/// judgement is the run's.
final class Repeats {

    private int more;
    private int judged;
    private int detected;
    private double seconds;

    /// The next judgements are of this attack's trial.
    void expect(Case attack) {
        more = attack.repeats();
        judged = 0;
        detected = 0;
        seconds = 0;
    }

    /// Judgements of the last attack, 0 if they were not repeated.
    int judged() {
        return judged;
    }

    int detected() {
        return detected;
    }

    /// What the repetitions took.
    double seconds() {
        return seconds;
    }

    Judge around(Judge judge) {
        return new Repeating(judge);
    }

    private final class Repeating implements Judge {

        private final Judge judge;

        Repeating(Judge judge) {
            this.judge = judge;
        }

        @Override
        public Judgement judge(
                Trial trial, TrialOutcome.Trained training, Comparison comparison, Interruption interruption) {
            Judgement first = judge.judge(trial, training, comparison, interruption);
            if (more > 0) {
                count(first);
            }
            long start = System.nanoTime();
            for (int i = 0; i < more; i++) {
                count(judge.judge(trial, training, comparison, interruption));
            }
            more = 0;
            seconds += (System.nanoTime() - start) / 1e9;
            return first;
        }

        private void count(Judgement judgement) {
            judged++;
            detected += judgement instanceof Judgement.Refused ? 1 : 0;
        }

        @Override
        public Optional<Judgement> confirm(
                Trial trial, Judgement.Measured first, Comparison comparison, Interruption interruption) {
            return judge.confirm(trial, first, comparison, interruption);
        }

        @Override
        public Optional<Judgement> test(Trial trial, Comparison comparison, Interruption interruption) {
            return judge.test(trial, comparison, interruption);
        }
    }
}
