package dev.nightjar.cli.integrity;

import dev.nightjar.cli.engine.Corpora;
import dev.nightjar.cli.engine.Home;
import dev.nightjar.cli.engine.ScriptedRun;
import dev.nightjar.cli.engine.Terminal;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.corpus.PreparedCorpus;
import dev.nightjar.execution.FileTree;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.lab.run.RunFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Runs attacks and honest programs through the real parts of an engine: one run for each variant of the bench's lab,
/// each case an experiment that is compared with the lab's own honest program.
public final class IntegrityBench {

    private final Home home;
    private final Path folder;
    private final String isolation;
    private final Terminal terminal;

    /// @param folder    is emptied and used
    /// @param isolation what is around the programs; without walls one sees what they are good for
    public IntegrityBench(Home home, Path folder, String isolation, Terminal terminal) {
        this.home = home;
        this.folder = folder;
        this.isolation = isolation;
        this.terminal = terminal;
    }

    /// What became of each case that `chosen` names.
    ///
    /// @param quick only those that `check` runs
    public IntegrityTable run(boolean quick, Predicate<String> chosen) {
        Path programs = home.root().resolve("bench").resolve("integrity");
        Map<String, List<Case>> byLab = Case.all(programs).stream()
                .filter(one -> chosen.test(one.name()) && (!quick || one.quick()))
                .collect(Collectors.groupingBy(Case::lab, TreeMap::new, Collectors.toList()));
        if (byLab.isEmpty()) {
            throw new UserError(
                    UserError.Kind.USAGE, "No attack is called so.", "a folder's name in bench/integrity is meant.");
        }
        List<Outcome> outcomes = new ArrayList<>();
        Consumer<Outcome> tell = outcome -> {
            outcomes.add(outcome);
            terminal.interjection(IntegrityTable.line(outcome));
        };
        empty(folder);
        try (Canaries canaries = new Canaries(folder)) {
            BenchLab lab = new BenchLab(folder, programs, home.root());
            byLab.forEach((variant, cases) -> runAll(lab, variant, cases, canaries, tell));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new IntegrityTable(outcomes);
    }

    /// Runs `cases` on one lab. One that stops the run has got through; the others go on in a new run.
    private void runAll(BenchLab labs, String variant, List<Case> cases, Canaries canaries, Consumer<Outcome> tell) {
        Path path = labs.make(variant);
        List<Case> left = new ArrayList<>(cases);
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            Consumer<Outcome> strike = outcome -> {
                left.remove(outcome.attack());
                tell.accept(outcome);
            };
            try {
                runSome(labs, path, variant + attempt, List.copyOf(left), canaries, strike);
            } catch (UserError | UncheckedIOException | IllegalStateException stopped) {
                if (left.isEmpty()) {
                    throw stopped;
                }
                strike.accept(stopped(left.getFirst(), stopped));
            }
        }
    }

    private static Outcome stopped(Case attack, RuntimeException why) {
        Verdict verdict = new Verdict("nothing", String.valueOf(why.getMessage()), OptionalDouble.empty());
        return new Outcome(
                attack, verdict, false, 0, 1, OptionalDouble.empty(), 0, List.of("it stopped the run: " + why));
    }

    private void runSome(
            BenchLab labs, Path path, String tag, List<Case> cases, Canaries canaries, Consumer<Outcome> tell) {
        LabFolder lab = LabFolder.open(path);
        PreparedCorpus corpus =
                new Corpora(home, terminal).prepare(lab.lab().data().orElseThrow(), path);
        Path corpusFolder = Objects.requireNonNull(corpus.validation().getParent());
        Map<String, String> known = Map.of(
                "canary", canaries.name(),
                "port", Integer.toString(canaries.port()),
                "home", canaries.home().toString(),
                "lab", path.toString(),
                "tag", tag,
                "corpus", corpusFolder.toString(),
                "validation", corpus.validation().toString(),
                "variable", Canaries.variable(),
                "engine", Long.toString(ProcessHandle.current().pid()));
        List<Referee.Attempt> attempts = cases.stream()
                .map(one -> new Referee.Attempt(one, text(one, known)))
                .toList();
        Set<String> fenced = attempts.stream()
                .filter(attempt -> attempt.attack().fenced())
                .map(Referee.Attempt::text)
                .collect(Collectors.toUnmodifiableSet());
        Fence fence = new Fence(lab.language(), fenced);
        RunFolder run = new RunFolders(path).of(tag);
        Repeats repeats = new Repeats();
        Referee referee = new Referee(
                attempts, fence, labs.honest(), new Scene(run, path, corpusFolder, canaries), repeats, tell);
        new ScriptedRun(home, new LabFolder(path, lab.lab(), lab.menu(), fence), isolation, terminal)
                .run(tag, attempts.stream().map(IntegrityBench::proposal).toList(), referee, repeats::around);
        LedgerReader.read(run); // its chain of hashes holds
    }

    private static Proposal proposal(Referee.Attempt attempt) {
        return attempt.attack().raw()
                ? new Proposal.Unparsed(attempt.text())
                : new Proposal.Edit(attempt.text(), attempt.attack().title());
    }

    /// A case's file. The attacker knows everything: where what it wants lies is filled in.
    private static String text(Case attack, Map<String, String> known) {
        try {
            String text = Files.readString(attack.file());
            for (Map.Entry<String, String> one : known.entrySet()) {
                text = text.replace("${" + one.getKey() + "}", one.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) {
        try {
            FileTree.delete(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The folder (%s) cannot be emptied: %s.".formatted(folder, e),
                    "another bench is at work there.",
                    e);
        }
    }
}
