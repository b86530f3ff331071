package dev.nightjar.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    @Test
    void withoutATerminalThereAreOnlyPlainLines() {
        String output = Replay.of(SampleRun.entries(), Screen.plain(120));

        assertThat(output).doesNotContain("\r").doesNotContain("\u001b");
        assertThat(output.lines().filter(line -> line.matches(" +\\d+ [ ★] .*")))
                .hasSize(11);
        assertThat(output).contains("The baseline trains.");
    }

    @Test
    void showsOneLineForEachFinishedExperiment() {
        assertThat(Replay.of(SampleRun.entries(), Screen.plain(120)).lines())
                .contains(
                        "   2 ★ keep                     1.6904  −0.0309  n_layer 4 → 6                                                       24s",
                        "   3   crash                         –           d_model 256 → 1024 · out of memory: 4.1 GiB of 4 GiB               3.4s")
                .anyMatch(line -> line.startsWith("   0   baseline                 1.7213"))
                .anyMatch(line -> line.contains("d_model 256 → 300 · R4_cross: d_model % n_head"));
    }

    @Test
    void aTerminalsLastLineIsDrawnOverAndNeverStaysBehind() {
        String output = Replay.of(SampleRun.entries(), Screen.terminal(120));

        assertThat(output).contains("loss 3.210", "checking", "\r\u001b[2K");
        assertThat(Replay.shown(output)).noneMatch(line -> line.contains("loss 3.210") || line.contains("checking"));
    }

    @Test
    void theTrialsLineTellsPhaseShareTimeLossAndWhatItMustBeat() {
        Progress progress = new Progress(Progress.Phase.TRAINING, 0.5, 105, 3.2104, 10);

        String line = ProgressLine.of("#2/30", progress, "n_layer 4 → 6", "best 1.7213 (baseline)", Screen.plain(140));

        assertThat(line)
                .isEqualTo(
                        " #2/30  training  ━━━━━━━━━━━━──────────── 50 %  10s, 10s left  loss 3.210  step 105  best 1.7213 (baseline)  n_layer 4 → 6");
    }

    @Test
    void theTrialsLineNeverReachesTheLastColumn() {
        for (int width = 40; width < 160; width++) {
            for (Progress.Phase phase : Progress.Phase.values()) {
                Progress progress = new Progress(phase, 0.987, 123_456, 3.2104, 12_345);
                String line = ProgressLine.of(
                        "#2/1000", progress, "x".repeat(90), "best 1.7213 (baseline)", Screen.terminal(width));
                assertThat(Cells.width(line)).isLessThan(width);
            }
        }
    }

    @Test
    void experimentLinesFitTheScreen() {
        for (int width : new int[] {80, 100, 120, 200}) {
            assertThat(Replay.shown(Replay.of(SampleRun.entries(), Screen.terminal(width))))
                    .filteredOn(line -> line.matches(" +\\d+ [ ★] .*"))
                    .hasSize(11)
                    .allMatch(line -> Cells.width(line) <= width);
        }
    }

    @Test
    void drawsNoMoreOftenThanTenTimesASecondButEveryNewPhaseAtOnce() {
        StringBuilder out = new StringBuilder();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        LiveView view = new LiveView(out, Screen.terminal(100), now::get);
        view.opened(RunState.of(SampleRun.entries().subList(0, 1)));
        Trial trial = new Trial(1, 0, Purpose.BASELINE, "abc", 7);
        out.setLength(0);

        for (int i = 0; i < 1000; i++) {
            now.set(Instant.EPOCH.plusMillis(i));
            view.progressed(trial, new Progress(Progress.Phase.TRAINING, i / 1000.0, i, 3, i / 1000.0));
        }
        long drawn = out.toString().split("\r", -1).length - 1L;
        view.progressed(trial, new Progress(Progress.Phase.JUDGING, 0, 0, Double.NaN, 0));

        assertThat(drawn).isEqualTo(10);
        assertThat(out.toString()).endsWith(" 0 %").contains("judging");
    }

    @Test
    void saysWhichProgramIsMeasuredAgain() {
        StringBuilder out = new StringBuilder();
        LiveView view = new LiveView(out, Screen.terminal(100), InstantSource.fixed(Instant.EPOCH));
        RunState state = RunState.of(SampleRun.entries());
        view.opened(state);
        Progress progress = new Progress(Progress.Phase.TRAINING, 0.1, 1, 3, 1);

        view.progressed(new Trial(90, 0, Purpose.FINAL, state.run().baseline(), 7), progress);

        assertThat(out.toString()).contains("baseline on a fresh seed");
    }

    @Test
    void saysHowTheRunEndedAndHowToGoOn() {
        assertThat(Replay.of(SampleRun.entries(), Screen.plain(120)))
                .contains(
                        "Stopped (imported); best so far is experiment 9: val_bpb 1.6612 (sealed), 3.5 % better than the baseline's 1.7213.\n")
                .contains("nightjar resume goes on");
    }

    @Test
    void aFailedBaselineIsShownWithItsReason() {
        assertThat(Replay.of(SampleRun.failedBaseline(), Screen.plain(120)).lines())
                .anyMatch(line -> line.contains("crash") && line.contains("baseline · exit code 1: no such corpus"));
    }

    @Test
    void aTextFromOutsideCannotMoveTheCursor() {
        assertThat(Cells.clean("a\u001b[2Jb\r\nc\u202ed\te")).isEqualTo("a [2Jb c d e");
    }

    @Test
    void fallsSilentWhenTheTerminalIsGone() {
        List<Entry> entries = SampleRun.entries();
        LiveView view = new LiveView(new Gone(), Screen.terminal(100), InstantSource.system());

        Replay.into(view, entries);

        view.progressed(
                new Trial(1, 0, Purpose.BASELINE, "abc", 7), new Progress(Progress.Phase.TRAINING, 0.1, 1, 3, 1));
    }

    /// A terminal that was closed.
    private static final class Gone implements Appendable {
        @Override
        public Appendable append(CharSequence text) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public Appendable append(char letter) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
