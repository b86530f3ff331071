package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.corpus.CorpusShelf;
import dev.nightjar.corpus.PreparedCorpus;
import dev.nightjar.execution.Compute;
import dev.nightjar.execution.FrozenEvaluator;
import dev.nightjar.execution.JavaRuntime;
import dev.nightjar.execution.ModelServing;
import dev.nightjar.execution.Sandbox;
import dev.nightjar.execution.Seals;
import dev.nightjar.execution.TrainingTokens;
import dev.nightjar.execution.Workshop;
import dev.nightjar.judging.ModelServers;
import dev.nightjar.judging.OutputEvaluator;
import dev.nightjar.judging.ReportedJudge;
import dev.nightjar.judging.SealedJudge;
import dev.nightjar.judging.SeparateJudge;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.git.GitWorkspace;
import dev.nightjar.lab.git.LabRepository;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.sandbox.Supervisor;
import dev.nightjar.wire.Device;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;
import dev.nightjar.wire.TokenShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What trials of one run need while an engine is at work on it: data, supervisor, git, and what is made of them.
final class Workbench implements AutoCloseable {

    private static final Duration LONGEST_JUDGEMENT = Duration.ofMinutes(10);

    private final LabFolder lab;
    private final Optional<PreparedCorpus> corpus;
    private final Optional<CorpusShelf.Hold> hold;
    private final Supervisor supervisor;
    private final GitWorkspace workspace;
    private final Workshop workshop;

    private Workbench(
            LabFolder lab,
            Optional<PreparedCorpus> corpus,
            Optional<CorpusShelf.Hold> hold,
            Supervisor supervisor,
            GitWorkspace workspace,
            Workshop workshop) {
        this.lab = lab;
        this.corpus = corpus;
        this.hold = hold;
        this.supervisor = supervisor;
        this.workspace = workspace;
        this.workshop = workshop;
    }

    /// Prepares the data, if it is what the run `started` with, and starts the supervisor. Costs no device time.
    ///
    /// @param unwalled whether the person said `--no-sandbox`
    static Workbench open(
            Home home, LabFolder lab, RunFolder run, Event.RunStarted started, boolean unwalled, Terminal terminal) {
        Optional<Sandbox> sandbox = Walling.sandbox(started.isolation(), unwalled, lab);
        Corpora corpora = new Corpora(home, terminal);
        Optional<PreparedCorpus> corpus = lab.lab().data().map(data -> {
            RunSettings.requireSameCorpus(started, corpora.key(data, lab.path()));
            return corpora.prepare(data, lab.path());
        });
        Optional<CorpusShelf.Hold> hold = corpus.map(corpora::hold);
        String device = started.device();
        GitWorkspace workspace =
                LabRepository.open(lab.path()).workspace(lab.lab().editable(), run.tag());
        try {
            Supervisor supervisor = Supervisor.start();
            Workshop workshop = new Workshop(
                    supervisor,
                    workspace,
                    lab.lab(),
                    run.path().toAbsolutePath(),
                    compute(device),
                    lab.lab().train().java()
                            ? Optional.of(java(home, device, sandbox.isPresent(), terminal))
                            : Optional.empty(),
                    corpus.map(Workbench::tokens),
                    sandbox,
                    seals(home, lab, device, corpus),
                    System.getenv());
            return new Workbench(lab, corpus, hold, supervisor, workspace, workshop);
        } catch (IOException e) {
            workspace.close();
            hold.ifPresent(CorpusShelf.Hold::close);
            throw new UserError(UserError.Kind.ENVIRONMENT, String.valueOf(e.getMessage()), e);
        }
    }

    static Compute compute(String device) {
        int cores = Runtime.getRuntime().availableProcessors();
        return device.equals("cuda") ? new Compute(Device.CUDA, 0, cores) : Compute.cpu(cores);
    }

    private static JavaRuntime java(Home home, String device, boolean walled, Terminal terminal) {
        return new JavaRuntime(
                Walling.java(home, walled, terminal), home.trainingClassPath(device), home.natives(), List.of());
    }

    /// What candidates are run with and what they are measured on.
    private static Seals seals(Home home, LabFolder lab, String device, Optional<PreparedCorpus> corpus)
            throws IOException {
        Seals seals = new Seals();
        if (corpus.isPresent()) {
            PreparedCorpus data = corpus.get();
            for (Path shard : data.trainShards()) {
                shard.toFile().setReadOnly();
            }
            seals.add(data.trainShards());
            seals.add(List.of(data.validation(), data.test(), data.tokenizer(), data.tokenBytes()));
        }
        if (lab.lab().train().java()) {
            seals.add(home.trainingClassPath(device).stream()
                    .filter(Files::isRegularFile)
                    .toList());
        }
        return seals;
    }

    private static TrainingTokens tokens(PreparedCorpus corpus) {
        try (TokenShard first = TokenShard.open(corpus.trainShards().getFirst())) {
            return new TrainingTokens(corpus.trainShards(), first.vocabulary(), first.bos());
        } catch (IOException e) {
            throw damaged(corpus, e);
        }
    }

    Workshop workshop() {
        return workshop;
    }

    GitWorkspace workspace() {
        return workspace;
    }

    /// What a session's note adds if this one is less safe than the run was meant to be.
    Optional<String> note(Optional<String> other, Optional<String> agreed) {
        if (workshop.sandbox().isPresent() || agreed.equals(Optional.of(Walling.NONE))) {
            return other;
        }
        String open = "without a sandbox (--no-sandbox)";
        return Optional.of(other.map(note -> note + "; " + open).orElse(open));
    }

    ModelServers servers() {
        return new Servers(new ModelServing(workshop));
    }

    /// The prepared corpus of a lab that has one.
    Optional<PreparedCorpus> corpus() {
        return corpus;
    }

    /// The judge of the lab's kind.
    ///
    /// @param baseline the commit that holds the evaluator of a `separate` metric
    Judge judge(String baseline) {
        return switch (lab.lab().metric().judge()) {
            case SEALED -> sealed();
            case SEPARATE -> separate(baseline);
            case REPORTED -> new ReportedJudge(lab.lab().metric().name());
        };
    }

    private Judge sealed() {
        Lab.Metric metric = lab.lab().metric();
        PreparedCorpus data = corpus.orElseThrow(() -> new UserError(
                UserError.Kind.LAB,
                "The judge (sealed) needs validation text, and the lab has no [data].",
                "judge = \"reported\" is meant."));
        try {
            return new SealedJudge(
                    servers(),
                    text(data, data.validation(), metric),
                    text(data, data.test(), metric),
                    workshop.trials(),
                    metric,
                    LONGEST_JUDGEMENT);
        } catch (IOException e) {
            throw damaged(data, e);
        }
    }

    /// What the judge reads of a split.
    static SealedJudge.Text text(PreparedCorpus corpus, Path split, Lab.Metric metric) throws IOException {
        try (TokenShard shard = TokenShard.open(split)) {
            return new SealedJudge.Text(
                    Rows.pack(shard, metric.context(), metric.rows()),
                    TokenBytes.read(corpus.tokenBytes()),
                    shard.vocabulary());
        }
    }

    private Judge separate(String baseline) {
        FrozenEvaluator evaluator = new FrozenEvaluator(workshop, baseline);
        return new SeparateJudge(lab.lab().metric().name(), (trial, interruption) -> {
            FrozenEvaluator.Evaluation evaluation = evaluator.evaluate(trial, interruption);
            return new OutputEvaluator.Evaluation(evaluation.printed(), evaluation.failure());
        });
    }

    private static UserError damaged(PreparedCorpus corpus, IOException e) {
        return new UserError(
                UserError.Kind.CORPUS,
                "The prepared corpus (%s) cannot be read: %s".formatted(corpus.key(), e.getMessage()),
                "it is damaged: delete it, and the next run prepares it again.",
                e);
    }

    @Override
    public void close() {
        supervisor.close();
        workspace.close();
        hold.ifPresent(CorpusShelf.Hold::close);
    }
}
