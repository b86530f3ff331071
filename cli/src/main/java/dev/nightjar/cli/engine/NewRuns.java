package dev.nightjar.cli.engine;

import dev.nightjar.cli.proposing.Source;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.Yardstick;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.git.GitWorkspace;
import dev.nightjar.lab.git.LabRepository;
import dev.nightjar.lab.run.LedgerFile;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.lab.run.RunFolders;
import dev.nightjar.lab.run.Tags;
import dev.nightjar.search.Recall;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// Makes a run: its tag, its baseline commit, its folder, and the first line of its ledger. Nothing is made if anything
/// is wrong.
final class NewRuns {

    private final LabFolder lab;
    private final LabRepository repository;
    private final RunFolders runs;

    NewRuns(LabFolder lab, LabRepository repository) {
        this.lab = lab;
        this.repository = repository;
        this.runs = new RunFolders(lab.path());
    }

    /// @param corpus  key of the lab's prepared corpus, if it has one
    /// @param version of this Nightjar
    RunFolder create(NewRun request, Optional<String> corpus, Machine machine, String version) {
        String tag = request.tag()
                .map(this::free)
                .orElseGet(() -> Tags.fresh(LocalDate.now(ZoneId.systemDefault()), this::taken));
        Optional<RunState.Program> origin = request.from().map(this::incumbentOf);
        RunFolder run = runs.of(tag);
        repository.exclude(RunFolders.EXCLUDED);
        run.create();
        Ideas.keep(run, request.ideas());
        String baseline = origin.map(program ->
                        repository.baselineFrom(program.commit(), lab.lab().editable(), tag, run.scratch()))
                .orElseGet(() -> repository.baseline(lab.lab().editable(), tag, run.scratch()));
        try (GitWorkspace workspace = repository.workspace(lab.lab().editable(), tag);
                LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
            String source = workspace.source(baseline);
            Event.RunStarted started = started(request, tag, baseline, source, corpus, machine, version);
            ledger.append(started);
            recalled(started).forEach(ledger::append);
        }
        return run;
    }

    /// What this run takes over from the lab's earlier ones: copied, so that they may grow or go.
    private List<Event.Recalled> recalled(Event.RunStarted started) {
        Lab.Search search = lab.lab().search();
        Source source = Source.parse(search.proposer());
        if (source.kind() == Source.Kind.REPLAY) {
            return recalledThen(Path.of(source.names().getFirst()));
        }
        return search.warm() && Recall.helps(source.optimizer())
                ? Recall.from(earlier(started.tag()), started, lab.menu())
                : List.of();
    }

    /// What the run beside a transcript had taken over, so that its optimizer asks again what it asked then.
    private static List<Event.Recalled> recalledThen(Path transcript) {
        RunFolder run = new RunFolder(
                Optional.ofNullable(transcript.toAbsolutePath().getParent()).orElse(transcript));
        return Files.exists(run.ledger()) ? RunState.of(LedgerReader.read(run)).recalled() : List.of();
    }

    private List<RunState> earlier(String except) {
        return runs.list().stream()
                .filter(other -> !other.tag().equals(except))
                .flatMap(other -> readable(other).stream())
                .toList();
    }

    /// Empty for a ledger that was altered: it is no reason not to begin.
    private static Optional<RunState> readable(RunFolder run) {
        try {
            return Optional.of(RunState.of(LedgerReader.read(run)));
        } catch (UserError | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /// What a new run learns from, for a person; empty if it is on its own.
    static Optional<String> learning(RunFolder run) {
        List<Event.Recalled> recalled = RunState.of(LedgerReader.read(run)).recalled();
        int results =
                recalled.stream().mapToInt(earlier -> earlier.results().size()).sum();
        return recalled.isEmpty()
                ? Optional.empty()
                : Optional.of("It learns from %d earlier run%s (%s), %d results; --cold begins without."
                        .formatted(
                                recalled.size(),
                                recalled.size() == 1 ? "" : "s",
                                recalled.stream().map(Event.Recalled::run).collect(Collectors.joining(", ")),
                                results));
    }

    /// What is wrong with the tag, the program or the menu is found before anything is fetched or made.
    void requireFit(NewRun request) {
        request.tag().ifPresent(this::free);
        repository.requireClean(lab.lab().editable());
        String commit = request.from()
                .map(this::incumbentOf)
                .map(RunState.Program::commit)
                .orElse("HEAD");
        try (GitWorkspace workspace = repository.workspace(lab.lab().editable(), "none")) {
            lab.bind(workspace.source(commit));
        }
    }

    /// Where a new run starts, for a person.
    String origin(NewRun request, RunFolder run) {
        return request.from()
                .map(from -> "Run %s starts from the best program of run %s.".formatted(run.tag(), from))
                .orElse("Run %s starts from the lab's HEAD, %s."
                        .formatted(run.tag(), repository.git().run("rev-parse", "--short", "HEAD")));
    }

    private Event.RunStarted started(
            NewRun request,
            String tag,
            String baseline,
            String source,
            Optional<String> corpus,
            Machine machine,
            String version) {
        Lab settings = lab.lab();
        Configuration knobs = lab.bind(source);
        return new Event.RunStarted(
                tag,
                settings.name(),
                settings.goal(),
                request.seed().orElse(seedOf(tag)),
                baseline,
                knobs,
                lab.language().fingerprint(source),
                lab.menu().knobs().stream().map(Knob::name).toList(),
                settings.metric().name(),
                settings.metric().direction(),
                settings.metric().judge(),
                Optional.of(yardstick(settings, corpus)),
                Optional.of(settings.train().budget()),
                request.device(),
                Optional.of(request.isolation()),
                settings.gate(),
                settings.search().proposer(),
                settings.search().changes(),
                request.from().map(from -> "from " + from).orElse("new"),
                machine.line(),
                version);
    }

    private static Yardstick yardstick(Lab lab, Optional<String> corpus) {
        Lab.Metric metric = lab.metric();
        return new Yardstick(
                metric.context(),
                metric.rows(),
                metric.evaluator(),
                lab.data().map(data -> new Yardstick.Corpus(data.corpus(), data.vocabulary(), corpus.orElseThrow())));
    }

    /// Another tag, another seed: two nights on one lab do not try the same things.
    private static long seedOf(String tag) {
        CRC32 sum = new CRC32();
        sum.update(tag.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private RunState.Program incumbentOf(String tag) {
        RunState state = RunState.of(LedgerReader.read(runs.require(Optional.of(tag))));
        if (state.run().origin().startsWith("import")) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The run (%s) was imported: its programs are not in this lab.".formatted(tag),
                    "a run of this lab is meant.");
        }
        return state.incumbent()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NO_RUN,
                        "The run (%s) has measured nothing yet.".formatted(tag),
                        "another run is meant."));
    }

    private String free(String tag) {
        Tags.requireValid(tag);
        if (taken(tag)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The tag (%s) is taken.".formatted(tag),
                    "\"nightjar resume %s\" is meant, or another tag.".formatted(tag));
        }
        return tag;
    }

    /// What an engine that was killed left before the first event is nobody's run: it is made again.
    private boolean taken(String tag) {
        RunFolder run = runs.of(tag);
        return run.halfMade()
                ? !repository.knowsOnlyTheBaseline(tag)
                : Files.exists(run.ledger()) || repository.knows(tag);
    }
}
