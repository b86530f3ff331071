package dev.nightjar.views;

import dev.nightjar.analysis.Result;
import dev.nightjar.analysis.Results;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.Observer;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Session;
import dev.nightjar.core.trial.Progress;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.core.trial.Trial;
import java.io.Flushable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows a run while it goes: one line for every finished experiment and, on a terminal, a last line that is
/// drawn again and again for the trial under way.
///
/// Whatever goes wrong with the output, the run goes on: a view that fails falls silent.
public final class LiveView implements Observer {

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final String CLEAR = "\r\u001b[2K";

    private final Appendable out;
    private final Screen screen;
    private final InstantSource clock;

    private @Nullable RunState state;
    private @Nullable ExperimentLine line;
    private @Nullable Instant trialStart;
    private Instant lastDrawn = Instant.MIN;
    private Progress.@Nullable Phase lastPhase;
    private boolean shown;
    private boolean broken;

    /// @param clock only decides how often the last line is drawn
    public LiveView(Appendable out, Screen screen, InstantSource clock) {
        this.out = out;
        this.screen = screen;
        this.clock = clock;
    }

    /// Says what run this is. The loop need not call it: the first event does, too.
    public synchronized void opened(RunState opened) {
        guarded(() -> open(opened));
    }

    @Override
    public synchronized void recorded(Entry entry, RunState after) {
        guarded(() -> {
            open(after);
            state = after;
            show(entry, after);
        });
    }

    @Override
    public synchronized void progressed(Trial trial, Progress progress) {
        guarded(() -> {
            Instant now = clock.instant();
            boolean newPhase = progress.phase() != lastPhase;
            if (!screen.terminal() || state == null || (!newPhase && now.isBefore(lastDrawn.plus(REDRAW)))) {
                return;
            }
            lastDrawn = now;
            lastPhase = progress.phase();
            draw(ProgressLine.of(head(state, trial), progress, change(state, trial), best(state), screen));
        });
    }

    private interface Output {
        void write() throws IOException;
    }

    /// The loop must not end because a terminal closed or a text could not be shown.
    private void guarded(Output output) {
        if (broken) {
            return;
        }
        try {
            output.write();
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        } catch (IOException | RuntimeException e) {
            broken = true;
        }
    }

    private void open(RunState opened) throws IOException {
        if (state != null) {
            return;
        }
        state = opened;
        for (String text : Headline.lines(opened, screen)) {
            print(text);
        }
        if (opened.baseline().isPresent()) {
            print(line(opened).header());
        }
    }

    private void show(Entry entry, RunState after) throws IOException {
        lastPhase = null;
        switch (entry.event()) {
            case Event.RunStarted _,
                    Event.Recalled _,
                    Event.SessionStarted _,
                    Event.Noted _,
                    Event.Lesson _,
                    Event.TrialConfirmed _ -> {}
            case Event.Tested tested -> print(TestSplit.line(after, tested));
            case Event.SessionEnded _ -> end(after);
            case Event.Proposed proposed -> doing(after, proposed.number(), "checking");
            case Event.Retried retried -> doing(after, retried.number(), "checking again");
            case Event.Refused refused -> doing(after, refused.number(), "mending");
            case Event.Told(var _, String text) ->
                print("\u201c%s\u201d reaches the next proposal.".formatted(text.strip()));
            case Event.Committed(int number, var _, var _, var _, var _, var _, var _) ->
                doing(after, number, "pre-flight");
            case Event.PreflightPassed(int number, double _) -> doing(after, number, "starting");
            case Event.TrialRequested(Trial trial) -> requested(trial, entry.at());
            case Event.TrialEnded(int trial, var _) -> baseline(trial, after, entry.at());
            case Event.TrialJudged(int trial, var _) -> baseline(trial, after, entry.at());
            case Event.Blocked(int number, var _, var _) -> finished(after, number);
            case Event.Decided(int number, var _, var _, var _, var _, boolean _) -> finished(after, number);
        }
    }

    private void requested(Trial trial, Instant at) throws IOException {
        trialStart = at;
        if (trial.purpose() == Purpose.BASELINE && !screen.terminal()) {
            print("The baseline trains.");
        }
    }

    private void baseline(int trial, RunState after, Instant at) throws IOException {
        boolean own = after.ownTrials().stream()
                .anyMatch(
                        record -> record.trial().id() == trial && record.trial().purpose() == Purpose.BASELINE);
        if (own) {
            Optional<Result> row = Results.baseline(after, trialStart == null ? at : trialStart, at);
            if (row.isPresent()) {
                print(line(after).header());
                print(line(after).of(row.get()));
            }
        }
    }

    private void finished(RunState after, int number) throws IOException {
        Optional<Experiment> experiment = after.experiment(number);
        if (experiment.isPresent()) {
            print(line(after).of(Results.of(experiment.get(), after)));
        }
        if (screen.terminal()) {
            draw(" " + screen.ink().dim("thinking of experiment " + (number + 1)));
        }
    }

    private void end(RunState after) throws IOException {
        for (String text : Headline.closing(after, screen)) {
            print(text);
        }
    }

    private void doing(RunState after, int number, String verb) throws IOException {
        if (screen.terminal()) {
            String change =
                    after.experiment(number).map(Experiment::description).orElse("");
            String head = " #%d%s  %s  ".formatted(number, total(after), verb);
            String rest = Cells.fit(Cells.clean(change), screen.width() - 1 - Cells.width(head));
            draw(screen.ink().bold(head.stripTrailing()) + "  " + screen.ink().dim(rest));
        }
    }

    private ExperimentLine line(RunState known) {
        if (line == null) {
            double typical = known.baseline().map(RunState.Program::value).orElse(Double.NaN);
            line = new ExperimentLine(known.run(), typical, Figures.decimals(typical), screen, true);
        }
        return line;
    }

    private static String head(RunState known, Trial trial) {
        String experiment = trial.experiment() == 0 ? "" : "#%d%s".formatted(trial.experiment(), total(known));
        return switch (trial.purpose()) {
            case CANDIDATE -> experiment;
            case BASELINE -> "baseline";
            case SCREEN -> (experiment + " short trial").strip();
            case INCUMBENT -> (experiment + " incumbent again").strip();
            case CONTROL -> (experiment + " control").strip();
            case ABLATION -> (experiment + " ablation").strip();
            case FINAL ->
                trial.commit().equals(known.run().baseline()) ? "baseline on a fresh seed" : "best on a fresh seed";
        };
    }

    private static String total(RunState known) {
        return known.sessions().isEmpty() ? "" : total(known.sessions().getLast());
    }

    private static String total(Session session) {
        var limit = session.started().limits().experiments();
        return limit.isPresent() ? "/" + limit.getAsInt() : "";
    }

    private static String change(RunState known, Trial trial) {
        return known.experiment(trial.experiment())
                .map(Experiment::description)
                .map(Cells::clean)
                .orElse("");
    }

    private static String best(RunState known) {
        return known.incumbent()
                .map(program -> "best %s (%s, %s)"
                        .formatted(
                                Figures.fixed(program.value(), Figures.decimals(program.value())),
                                program.experiment() == 0 ? "baseline" : "#%d".formatted(program.experiment()),
                                Figures.kind(known.run().judge())))
                .orElse("");
    }

    private void print(String text) throws IOException {
        out.append(shown ? CLEAR : "").append(text).append('\n');
        shown = false;
    }

    private void draw(String text) throws IOException {
        out.append(CLEAR).append(text);
        shown = true;
    }
}
