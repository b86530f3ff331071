package dev.nightjar.agents.coding;

import dev.nightjar.agents.coding.AgentLauncher.Ended;
import dev.nightjar.agents.coding.AgentLauncher.Ending;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.prompt.Mending;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A coding agent with its own tools as proposer. It works in a throw-away copy of the lab, and what it leaves
/// in the editable file is the proposal; everything else it did is dropped and noted. An agent that is stopped
/// at its limit has still proposed what the file holds.
public final class CommandAgent implements Proposer {

    /// An agent's bounds.
    ///
    /// @param outputBytes what it may print before it is stopped
    public record Bounds(Duration limit, long outputBytes) {
        public static final Bounds USUAL = new Bounds(Duration.ofMinutes(10), 64L << 20);
    }

    /// One proposal of an agent, for the record.
    ///
    /// @param output what it printed, without the values of its keys
    public record Session(
            int number, int attempt, String agent, String task, String output, Ending ending, Account account) {}

    /// Where sessions are written down.
    public interface Journal {
        Journal NONE = _ -> {};

        void write(Session session);
    }

    private static final int MOST_NAMES = 20;

    private final AgentCommand command;
    private final Bounds bounds;
    private final AgentLauncher launcher;
    private final BiConsumer<String, Path> export;
    private final Path scratch;
    private final AgentEnvironment environment;
    private final Journal journal;

    /// @param export  writes the files of a commit into an empty folder, as
    /// [dev.nightjar.core.run.Workspace#export] does
    /// @param scratch where work trees are made; outside of the lab's repository
    /// @param own     the person's environment
    public CommandAgent(
            AgentCommand command,
            Bounds bounds,
            AgentLauncher launcher,
            BiConsumer<String, Path> export,
            Path scratch,
            Map<String, String> own,
            Journal journal) {
        this.command = command;
        this.bounds = bounds;
        this.launcher = launcher;
        this.export = export;
        this.scratch = scratch;
        this.environment = new AgentEnvironment(own, command.keys());
        this.journal = journal;
    }

    /// @throws ModelException if it cannot be started, or left nothing that could be tried
    @Override
    public Suggestion propose(ProposalContext context) {
        if (context.lab().scope() != Scope.EDIT) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The agent (%s) edits (%s), but this lab's scope is knobs."
                            .formatted(command.name(), context.lab().editable()),
                    "scope = \"edit\" in lab.toml is meant.");
        }
        try (WorkTree tree = WorkTree.make(
                scratch,
                folder -> export.accept(context.baseCommit(), folder),
                context.lab().editable(),
                start(context),
                folder -> AgentTask.text(template(folder), context, bounds.limit()))) {
            return work(tree, context);
        } catch (UncheckedIOException e) {
            throw new UserError(UserError.Kind.DISK, String.valueOf(e.getMessage()), e);
        }
    }

    private Suggestion work(WorkTree tree, ProposalContext context) {
        Ended ended;
        try {
            ended = launcher.run(new AgentLauncher.Launch(
                    command.filled(tree.task(), tree.taskText(), context.lab().editable()),
                    environment.of(tree.folder(), tree.temporary()),
                    tree.folder(),
                    tree.task(),
                    tree.temporary(),
                    bounds.limit(),
                    bounds.outputBytes()));
        } catch (IOException e) {
            throw new ModelException(
                    ModelException.Kind.UNREACHABLE,
                    "The agent (%s) cannot be started: %s.\nMaybe it is not installed, or not on the PATH."
                            .formatted(command.name(), e.getMessage()));
        }
        String output = environment.hide(ended.output());
        AgentFormat.Said said = command.format().read(output);
        Account account = new Account(
                command.name(),
                1,
                said.tokensIn(),
                said.tokensOut(),
                said.tokensCached(),
                said.cost(),
                ended.took().toMillis() / 1000.0);
        journal.write(new Session(
                context.number(),
                context.refusals().size() + 1,
                command.name(),
                tree.taskText(),
                output,
                ended.ending(),
                account));
        String text;
        try {
            text = tree.edited();
        } catch (ModelException nothing) {
            throw failure(ended, nothing, output, account);
        }
        AgentRemarks remarks = AgentRemarks.in(said.text());
        return new Suggestion(
                command.name(),
                new Proposal.Edit(text, remarks.hypothesis().orElse("an edit by " + command.name())),
                Tries.MODEL,
                Basis.NOW,
                Optional.of(account),
                remarks.lessons().stream()
                        .map(lesson -> new Lesson(lesson, List.of(), List.of()))
                        .toList(),
                notes(ended, tree.others(), remarks));
    }

    private ModelException failure(Ended ended, ModelException nothing, String output, Account account) {
        ModelException.Kind kind = switch (ended.ending()) {
            case EXITED -> ended.exitCode() == 0 ? nothing.kind() : ModelException.Kind.OVERLOADED;
            case TIME_LIMIT -> ModelException.Kind.TIMEOUT;
            case OUTPUT_LIMIT -> ModelException.Kind.BAD_ANSWER;
        };
        String how = switch (ended.ending()) {
            case EXITED -> "ended with exit code " + ended.exitCode();
            case TIME_LIMIT -> "was stopped after " + bounds.limit().toSeconds() + " s";
            case OUTPUT_LIMIT -> "was stopped after " + bounds.outputBytes() + " bytes of output";
        };
        String last = AgentRemarks.lastLine(output);
        return new ModelException(
                kind,
                "%s It %s%s".formatted(nothing.getMessage(), how, last.isEmpty() ? "." : "; its last line: " + last),
                Optional.empty(),
                Optional.of(account));
    }

    private Map<String, @Nullable Object> notes(Ended ended, List<String> others, AgentRemarks remarks) {
        Map<String, @Nullable Object> notes = new LinkedHashMap<>();
        remarks.hypothesis().ifPresent(hypothesis -> notes.put("hypothesis", hypothesis));
        Map<String, Object> agent = new LinkedHashMap<>();
        agent.put("ending", ended.ending().name().toLowerCase(Locale.ROOT));
        if (ended.ending() == Ending.EXITED) {
            agent.put("exit_code", ended.exitCode());
        }
        if (!others.isEmpty()) {
            agent.put("dropped", others.stream().limit(MOST_NAMES).toList());
            agent.put("dropped_count", others.size());
        }
        notes.put("agent", agent);
        return notes;
    }

    /// The refused text where it is nearly right and the program is still the one that it was written on; else
    /// the program as it is.
    private static String start(ProposalContext context) {
        boolean same = context.state()
                .experiment(context.number())
                .flatMap(experiment -> experiment.proposed().base())
                .map(context.baseCommit()::equals)
                .orElse(true);
        return same ? Mending.shown(context) : context.source();
    }

    private static String template(Path folder) {
        Path own = folder.resolve(AgentTask.TEMPLATE);
        try {
            return Files.isRegularFile(own) ? Files.readString(own) : AgentTask.USUAL;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The template (%s) cannot be read.\nMaybe it is not UTF-8.".formatted(own), e);
        }
    }
}
