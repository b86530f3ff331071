package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.corpus.PreparedCorpus;
import dev.nightjar.judging.Claims;
import dev.nightjar.judging.Detection;
import dev.nightjar.judging.Detection.Falsehood;
import dev.nightjar.judging.SealedJudge;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.views.ChanceChart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How often false claims are found out, by simulation on the losses of a run's incumbent, with its baseline as what it
/// has to beat.
public final class DetectionBench {

    private static final int REPETITIONS = 1_000;
    private static final int STEPS = 17;

    private final Home home;
    private final LabFolder lab;
    private final Terminal terminal;

    public DetectionBench(Home home, LabFolder lab, Terminal terminal) {
        this.home = home;
        this.lab = lab;
        this.terminal = terminal;
    }

    /// Prints a table and returns the picture.
    public String run(RunFolder run, RunState state) throws IOException {
        PreparedCorpus corpus =
                new Corpora(home, terminal).prepare(lab.lab().data().orElseThrow(), lab.path());
        SealedJudge.Text text =
                Workbench.text(corpus, corpus.validation(), lab.lab().metric());
        Claims truth = claims(run, state.incumbent());
        Claims reference = claims(run, state.baseline());
        if (truth.sha256().equals(reference.sha256())) {
            throw new UserError(
                    UserError.Kind.NO_RUN,
                    "The run (%s) kept nothing, so there are no two models to compare.".formatted(run.tag()),
                    "another run has an incumbent of its own.");
        }
        Detection uniform = new Detection(text, truth, Optional.empty());
        Detection weighted = new Detection(text, truth, Optional.of(reference));
        List<ChanceChart.Panel> panels = List.of(
                panel("No loss claimed on random tokens", Falsehood.ANYWHERE, 1e-4, 3e-2, uniform, weighted),
                panel("No loss claimed on the hardest tokens", Falsehood.HARDEST, 1e-5, 1e-2, uniform, weighted),
                panel("A share less claimed on every token", Falsehood.EVERYWHERE, 1e-4, 1e-2, uniform, weighted));
        return ChanceChart.svg(
                "How often false claims are found out",
                "Real losses of a trained model (%d tokens), falsified; %,d judgements a point"
                        .formatted(truth.losses().length, REPETITIONS),
                panels);
    }

    private ChanceChart.Panel panel(
            String title, Falsehood falsehood, double low, double high, Detection uniform, Detection weighted) {
        terminal.line(title);
        terminal.line("     share  bits a byte  512 uniform  512 half weighted  4096 uniform  4096 half weighted");
        List<List<ChanceChart.Point>> curves =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < STEPS; i++) {
            double share = low * Math.pow(high / low, i / (STEPS - 1.0));
            Detection.Chance[] chances = {
                uniform.of(falsehood, share, 512, REPETITIONS, i),
                weighted.of(falsehood, share, 512, REPETITIONS, i),
                uniform.of(falsehood, share, 4096, REPETITIONS, i),
                weighted.of(falsehood, share, 4096, REPETITIONS, i)
            };
            for (int curve = 0; curve < chances.length; curve++) {
                curves.get(curve).add(new ChanceChart.Point(share, chances[curve].probability()));
            }
            terminal.line(String.format(
                    Locale.ROOT,
                    "%9.4f %% %12.5f %12.3f %18.3f %13.3f %19.3f",
                    100 * share,
                    chances[0].gain(),
                    chances[0].probability(),
                    chances[1].probability(),
                    chances[2].probability(),
                    chances[3].probability()));
        }
        return new ChanceChart.Panel(
                title,
                falsehood == Falsehood.EVERYWHERE ? "share of the loss" : "share of the tokens",
                List.of(
                        new ChanceChart.Curve("512 audits, uniform", curves.get(0)),
                        new ChanceChart.Curve("512, half weighted", curves.get(1)),
                        new ChanceChart.Curve("4,096 audits, uniform", curves.get(2)),
                        new ChanceChart.Curve("4,096, half weighted", curves.get(3))));
    }

    private static Claims claims(RunFolder run, Optional<RunState.Program> program) throws IOException {
        RunState.Program known = program.orElseThrow(() -> none(run, "nothing was measured"));
        String hash = known.trial()
                .measured()
                .flatMap(Judgement.Measured::claims)
                .orElseThrow(() -> none(run, "its trials were not audited"));
        int trial = known.trial().trial().id();
        return Claims.read(
                        run.path()
                                .resolve("trials")
                                .resolve(Integer.toString(trial))
                                .resolve("claims"),
                        hash)
                .orElseThrow(() -> none(run, "the claims of trial %d are gone".formatted(trial)));
    }

    private static UserError none(RunFolder run, String why) {
        return new UserError(
                UserError.Kind.NO_RUN,
                "The run (%s) has no claims to simulate with: %s.".formatted(run.tag(), why),
                "another run of a sealed lab has.");
    }
}
