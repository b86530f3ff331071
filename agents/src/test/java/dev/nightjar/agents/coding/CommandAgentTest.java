package dev.nightjar.agents.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.agents.coding.CommandAgent.Bounds;
import dev.nightjar.agents.coding.CommandAgent.Session;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.Suggestion;
import dev.nightjar.core.trial.Interruption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real agents on a real command line, most of them badly behaved.
@Timeout(60)
final class CommandAgentTest {

    private static final String IMPROVES = "sed -i 's/CLIP = 1/CLIP = 2/' program.txt\n";

    @TempDir
    private Path folder;

    private final Night night = new Night(Scope.EDIT);
    private final List<Session> sessions = new ArrayList<>();
    private Path scratch;
    private Optional<String> template = Optional.empty();

    @BeforeEach
    void prepare() throws IOException {
        scratch = folder.resolve("scratch");
        Files.createDirectories(folder);
    }

    /// What git would export.
    private void export(String commit, Path into) {
        try {
            Files.writeString(into.resolve("program.txt"), night.source(commit));
            Files.writeString(into.resolve("lab.toml"), "[lab]\n");
            Files.createDirectory(into.resolve("notes"));
            Files.writeString(into.resolve("notes/ideas.md"), "none\n");
            if (template.isPresent()) {
                Files.writeString(into.resolve("agent-prompt.md"), template.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandAgent agent(String script, Duration limit, long output, Map<String, String> environment)
            throws IOException {
        Path file = folder.resolve("agent.sh");
        Files.writeString(file, "#!/bin/bash\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> own = new LinkedHashMap<>(environment);
        own.put("PATH", System.getenv("PATH"));
        return new CommandAgent(
                AgentCommand.of(
                        file + " {prompt-file}", Optional.empty(), OptionalDouble.empty(), Set.of("MY_API_KEY")),
                new Bounds(limit, output),
                new ProcessLauncher(new Interruption()),
                this::export,
                scratch,
                own,
                sessions::add);
    }

    private CommandAgent agent(String script) throws IOException {
        return agent(script, Duration.ofSeconds(50), 1 << 20, Map.of());
    }

    private Suggestion proposal(String script) throws IOException {
        return agent(script).propose(night.next());
    }

    private ModelException failure(CommandAgent agent) {
        return Optional.ofNullable(catchThrowableOfType(ModelException.class, () -> agent.propose(night.next())))
                .orElseThrow();
    }

    private static String text(Suggestion suggestion) {
        return ((Proposal.Edit) suggestion.proposal()).text();
    }

    private List<Path> leftInScratch() throws IOException {
        try (Stream<Path> left = Files.list(scratch)) {
            return left.toList();
        }
    }

    private static Map<?, ?> notes(Suggestion suggestion) {
        return (Map<?, ?>) Optional.ofNullable(suggestion.notes().get("agent")).orElseThrow();
    }

    @Test
    void whatTheAgentLeavesInTheEditableFileIsTheProposal() throws IOException {
        Suggestion suggestion = proposal(IMPROVES + """
                echo 'I looked around.'
                echo '**Hypothesis:** A later clip hurts less.'
                echo 'Lesson: Clips matter.'
                """);

        assertThat(text(suggestion)).isEqualTo(Night.PROGRAM.replace("CLIP = 1", "CLIP = 2"));
        assertThat(((Proposal.Edit) suggestion.proposal()).reason()).isEqualTo("A later clip hurts less.");
        assertThat(suggestion.notes()).containsEntry("hypothesis", "A later clip hurts less.");
        assertThat(suggestion.lessons()).extracting(lesson -> lesson.text()).containsExactly("Clips matter.");
        assertThat(suggestion.by()).isEqualTo("agent.sh");
        assertThat(suggestion.tries()).isEqualTo(Tries.MODEL);
        assertThat(suggestion.account().orElseThrow().calls()).isEqualTo(1);
        assertThat(notes(suggestion)).isEqualTo(Map.of("ending", "exited", "exit_code", 0));
        assertThat(leftInScratch()).isEmpty();
    }

    @Test
    void theTaskIsInAFile() throws IOException {
        night.tried("auto", Night.width(20), 2.5).told("try fewer layers");
        Suggestion suggestion = proposal(IMPROVES + "cat \"$1\"\n");
        assertThat(suggestion.by()).isEqualTo("agent.sh");
        assertThat(sessions.getFirst().output())
                .isEqualTo(sessions.getFirst().task())
                .contains("Improve `program.txt`")
                .contains("**loss** (lower is better)")
                .contains("scores 2.00000")
                .contains("Lower the loss.")
                .contains("- try fewer layers")
                .contains("- `RATE`: a number from 0.001 to 1.0. Learning rate.")
                .contains("- 1 {width=20}: discard 2.50000");
    }

    @Test
    void aLabMayHaveATemplateOfItsOwn() throws IOException {
        template = Optional.of("Mend {file} in {minutes} minutes. {unknown}");
        proposal(IMPROVES);
        assertThat(sessions.getFirst().task()).isEqualTo("Mend program.txt in 1 minutes. {unknown}");
    }

    @Test
    void theAgentHasARepositoryOfItsOwnAndNothingElseIsWritable() throws IOException {
        proposal(IMPROVES + """
                git log --format=%s
                git status --porcelain
                git rev-parse --show-toplevel
                stat -c '%a %n' program.txt lab.toml notes/ideas.md
                pwd -P
                """);
        List<String> lines = sessions.getFirst().output().lines().toList();
        assertThat(lines).startsWith("The lab as it is", " M program.txt");
        assertThat(lines.get(2))
                .isEqualTo(lines.getLast())
                .startsWith(scratch.toRealPath().toString());
        assertThat(lines).contains("644 program.txt", "444 lab.toml", "444 notes/ideas.md");
    }

    @Test
    void changesToOtherFilesAreDroppedAndNoted() throws IOException {
        Suggestion suggestion = proposal(IMPROVES + """
                chmod u+w lab.toml && echo 'scope = "edit"' >> lab.toml
                echo new > more.txt
                rm -f notes/ideas.md
                ln -s /etc/passwd link
                """);
        assertThat(notes(suggestion).get("dropped"))
                .isEqualTo(List.of("lab.toml", "link", "more.txt", "notes/ideas.md"));
        assertThat(leftInScratch()).isEmpty();
    }

    @Test
    void anAgentThatChangesNothingHasProposedNothing() throws IOException {
        ModelException failure = failure(agent("echo 'All is well.'\n"));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure)
                .hasMessage(
                        "The agent changed nothing in (program.txt). It ended with exit code 0; its last line: All is well.");
        assertThat(failure.account()).isPresent();
    }

    @Test
    void anAgentThatFailsIsAnOutage() throws IOException {
        ModelException failure = failure(agent("echo 'credit balance too low' >&2\nexit 3\n"));
        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure).hasMessageContaining("exit code 3; its last line: credit balance too low");
    }

    @Test
    void anAgentThatIsNotInstalledIsAnOutage() {
        CommandAgent agent = new CommandAgent(
                AgentCommand.of("no-such-agent {prompt}", Optional.empty(), OptionalDouble.empty(), Set.of()),
                Bounds.USUAL,
                new ProcessLauncher(new Interruption()),
                this::export,
                scratch,
                Map.of("PATH", System.getenv("PATH")),
                CommandAgent.Journal.NONE);
        assertThat(failure(agent).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void oneThatHangsAndIgnoresSignalsIsEndedWithAllItsChildrenAndItsChangeCounts() throws IOException {
        Path pids = folder.resolve("pids");
        long start = System.nanoTime();
        Suggestion suggestion = agent(IMPROVES + """
                                trap '' TERM INT HUP
                                echo $$ >> %1$s
                                (trap '' TERM HUP; echo $BASHPID >> %1$s; while true; do sleep 0.1; done) &
                                setsid bash -c 'trap "" TERM; echo $$ >> %1$s; (echo $BASHPID >> %1$s; while true; do sleep 0.1; done) & exit' &
                                while true; do sleep 0.1; done
                                """.formatted(pids), Duration.ofSeconds(4), 1 << 20, Map.of())
                .propose(night.next());

        assertThat(notes(suggestion)).isEqualTo(Map.of("ending", "time_limit"));
        assertThat(text(suggestion)).contains("CLIP = 2");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        List<String> started = Files.readAllLines(pids);
        assertThat(started).hasSizeGreaterThanOrEqualTo(3);
        assertThat(started).allSatisfy(pid -> assertThat(running(pid)).as(pid).isFalse());
    }

    @Test
    void whatAnAgentLeavesRunningEndsWithIt() throws IOException {
        Path pid = folder.resolve("pid");
        proposal(IMPROVES + "setsid sleep 600 &\necho $! > " + pid + "\n");
        assertThat(running(Files.readString(pid).strip())).isFalse();
    }

    @Test
    void oneThatNeverStopsPrintingIsStopped() throws IOException {
        Suggestion suggestion = agent(IMPROVES + "yes\n", Duration.ofSeconds(50), 4 << 20, Map.of())
                .propose(night.next());
        assertThat(notes(suggestion)).isEqualTo(Map.of("ending", "output_limit"));
        assertThat(sessions.getFirst().output().length()).isLessThan(BoundedOutput.HEAD + BoundedOutput.TAIL + 100);
    }

    @Test
    void aGigabyteOfOutputWithinTheBoundIsReadAndForgotten() throws IOException {
        Suggestion suggestion = agent(
                        IMPROVES + "head -c 1000000000 /dev/zero\necho\necho 'Hypothesis: loud.'\n",
                        Duration.ofSeconds(50),
                        2L << 30,
                        Map.of())
                .propose(night.next());
        assertThat(((Proposal.Edit) suggestion.proposal()).reason()).isEqualTo("loud.");
    }

    @Test
    void aFileThatIsNoPlainTextIsNoProposal() throws IOException {
        assertThat(failure(agent("rm -f program.txt\n"))).hasMessageContaining("left no plain file");
        assertThat(failure(agent("ln -sf /etc/hostname program.txt\n"))).hasMessageContaining("left no plain file");
        assertThat(failure(agent("printf '\\xff\\xfe' > program.txt\n"))).hasMessageContaining("not UTF-8");
        assertThat(failure(agent("head -c 3000000 /dev/zero > program.txt\n"))).hasMessageContaining("3,000,000 bytes");
        assertThat(failure(agent("rm -rf program.txt && mkfifo program.txt\n")))
                .hasMessageContaining("left no plain file");
        assertThat(leftInScratch()).isEmpty();
    }

    @Test
    void itsEnvironmentIsAListOfWhatItNeedsAndItsKeysAreWrittenNowhere() throws IOException {
        Map<String, String> own = Map.of("MY_API_KEY", "sk-0123456789", "OTHER_API_KEY", "sk-other", "LANG", "C.UTF-8");
        Suggestion suggestion = agent(
                        IMPROVES + "env | sort\necho \"Hypothesis: my key is $MY_API_KEY.\"\n",
                        Duration.ofSeconds(50),
                        1 << 20,
                        own)
                .propose(night.next());
        assertThat(sessions.getFirst().output())
                .contains("MY_API_KEY=***")
                .contains("LANG=C.UTF-8")
                .doesNotContain("OTHER_API_KEY")
                .doesNotContain("sk-0123456789");
        assertThat(suggestion.notes()).containsEntry("hypothesis", "my key is ***.");
        assertThat(sessions.getFirst().output().lines().map(line -> line.split("=", 2)[0]))
                .contains("TMPDIR", "PATH")
                .doesNotContain("JAVA_HOME", "HOSTNAME");
    }

    @Test
    void aRefusedTryIsInTheTaskAndIsMendedWhereItStands() throws IOException {
        String broken = Night.PROGRAM.replace("CLIP = 1", "CLIP 1");
        night.opened(new Suggestion("agent.sh", new Proposal.Edit(broken, "Clip.")), Optional.empty());
        Refusal refusal = new Refusal(
                new Proposal.Edit(broken, "Clip."),
                "agent.sh",
                Optional.of(RailName.PREFLIGHT),
                "line 5: ``` expected '='");
        ProposalContext again = night.context(1, List.of(refusal));

        Suggestion suggestion = agent("cat program.txt; sed -i 's/CLIP 1/CLIP = 3/' program.txt\n")
                .propose(again);

        assertThat(text(suggestion)).isEqualTo(Night.PROGRAM.replace("CLIP = 1", "CLIP = 3"));
        assertThat(sessions.getFirst().attempt()).isEqualTo(2);
        assertThat(sessions.getFirst().output()).isEqualTo(broken);
        assertThat(sessions.getFirst().task())
                .contains("Clip. (refused by R8_preflight):\n\n```text\nline 5: ''' expected '='\n```");
    }

    @Test
    void aTryThatTheRailsRefusedStartsFromTheProgramAsItIs() throws IOException {
        Refusal refusal = new Refusal(
                new Proposal.Edit("CLIP = 9\n", "Clip."), "agent.sh", Optional.of(RailName.DUPLICATE), "tried before");
        agent("cat program.txt\n" + IMPROVES).propose(night.context(1, List.of(refusal)));
        assertThat(sessions.getFirst().output()).isEqualTo(Night.PROGRAM);
    }

    @Test
    void aPersonWhoStopsDoesNotWaitForTheAgent() throws IOException, InterruptedException {
        Interruption interruption = new Interruption();
        Path started = folder.resolve("started");
        assertThat(new ProcessBuilder("mkfifo", started.toString()).start().waitFor())
                .isZero();
        CommandAgent agent = new CommandAgent(
                AgentCommand.of(
                        "bash -c 'echo > " + started + "; sleep 600 # {prompt-file}'",
                        Optional.empty(),
                        OptionalDouble.empty(),
                        Set.of()),
                Bounds.USUAL,
                new ProcessLauncher(interruption),
                this::export,
                scratch,
                Map.of("PATH", System.getenv("PATH")),
                CommandAgent.Journal.NONE);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Files.readAllBytes(started); // returns when the agent has written
                interruption.request();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> agent.propose(night.next())).isInstanceOf(Interruption.Interrupted.class);
        assertThat(leftInScratch()).isEmpty();
    }

    @Test
    void aLabOfKnobsHasNothingForAnAgent() throws IOException {
        ProposalContext knobs = new Night(Scope.KNOB).next();
        assertThatThrownBy(() -> agent(IMPROVES).propose(knobs))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("scope = \"edit\"");
    }

    private static boolean running(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }
}
