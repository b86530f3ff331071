package dev.nightjar.cli.proposing;

import dev.nightjar.agents.coding.AgentCommand;
import dev.nightjar.agents.coding.AgentLauncher;
import dev.nightjar.agents.coding.AgentWalls;
import dev.nightjar.agents.coding.CommandAgent;
import dev.nightjar.agents.config.ModelSettings;
import dev.nightjar.agents.config.Models;
import dev.nightjar.agents.config.Section;
import dev.nightjar.agents.config.Settings;
import dev.nightjar.agents.http.HttpModel;
import dev.nightjar.agents.http.Where;
import dev.nightjar.agents.money.SpendingLimits;
import dev.nightjar.agents.proposer.Ahead;
import dev.nightjar.agents.proposer.Fallback;
import dev.nightjar.agents.proposer.Remote;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.git.GitWorkspace;
import dev.nightjar.lab.run.RunFolder;
import dev.nightjar.search.Proposers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The proposer of one engine's time on a run, with the models, agents and records behind it.
public final class Proposing implements AutoCloseable {

    /// What it is put together from.
    ///
    /// @param cache Nightjar's own folder, for work trees and the day's spending
    public record Place(
            LabFolder lab,
            RunFolder run,
            GitWorkspace workspace,
            Path cache,
            Settings settings,
            Interruption interruption,
            Map<String, String> environment) {}

    private final Proposer proposer;
    private final List<AutoCloseable> open;

    private Proposing(Proposer proposer, List<AutoCloseable> open) {
        this.proposer = proposer;
        this.open = open;
    }

    public static Proposing open(Source source, Place place) {
        Proposer optimizer =
                Proposers.named(source.optimizer(), place.lab().lab().search().changes());
        Section table = place.settings().proposer().table();
        Composition.requireKnown(table);
        if (source.kind() == Source.Kind.OPTIMIZER && !table.section("critic").has("by")) {
            return new Proposing(optimizer, List.of());
        }
        if (source.kind() == Source.Kind.REPLAY) {
            Replay replay = Replay.of(Path.of(source.names().getFirst()));
            Proposer then = compose(replay.source(), place, optimizer, replay.cast(), agent -> agent);
            return kept(
                    Fallback.replaying(
                            then, optimizer, place.settings().limits().atLimit(), replay::asked),
                    place,
                    List.of());
        }
        List<ModelSettings> used = used(source, place.settings());
        Models models = Models.open(
                limited(source, place.settings()),
                used,
                source.text(),
                place.run().path(),
                place.cache().resolve("spending"),
                place.environment());
        Proposer now = compose(
                source,
                place,
                optimizer,
                name -> voice(models, place.settings().model(name)),
                agent -> new Paid(agent, source.names().getFirst(), models.spending()));
        return kept(
                new Fallback(
                        now,
                        optimizer,
                        Fallback.Pauses.USUAL,
                        place.settings().limits().atLimit(),
                        InstantSource.system(),
                        time -> pass(time, place.interruption())),
                place,
                List.of(models));
    }

    /// Before anything is made.
    ///
    /// @throws dev.nightjar.core.error.UserError if a model is not known or its key is not there, or a file cannot
    /// be
    ///     read
    public static void requireFit(Source source, Settings settings, Map<String, String> environment) {
        Composition.requireKnown(settings.proposer().table());
        switch (source.kind()) {
            case REPLAY -> Replay.of(Path.of(source.names().getFirst())).source();
            case OPTIMIZER, AGENT, LLM, HYBRID, TIERED, BANDIT, ROUND_ROBIN ->
                used(source, settings).forEach(model -> HttpModel.of(model.endpoint(), environment));
        }
    }

    /// What the person should know before models are asked.
    public static List<String> announcements(Source source, Settings settings) {
        return switch (source.kind()) {
            case OPTIMIZER, REPLAY -> List.of();
            case AGENT ->
                announcedForAgents(settings.limits(), limited(source, settings).limits());
            case LLM, HYBRID, TIERED, BANDIT, ROUND_ROBIN ->
                Models.announcements(
                        settings, source.names().stream().map(settings::model).toList());
        };
    }

    public Proposer proposer() {
        return proposer;
    }

    private static Proposing kept(Fallback going, Place place, List<AutoCloseable> under) {
        Ahead ahead = new Ahead(going);
        return new Proposing(
                new Interruptible(ahead, place.interruption()),
                Stream.concat(Stream.of(ahead), under.stream()).toList());
    }

    /// A coding agent may cost money, and no price table knows how much.
    private static Settings limited(Source source, Settings settings) {
        return source.kind() == Source.Kind.AGENT
                ? new Settings(
                        settings.models(),
                        settings.prices(),
                        settings.limits().orUsual(true, false),
                        settings.proposer())
                : settings;
    }

    private static List<String> announcedForAgents(SpendingLimits given, SpendingLimits now) {
        return given.equals(now)
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "The agent may cost %.2f in this run and %.2f a day, as far as it says what it cost: nightjar.toml sets no limit, so the usual ones hold.",
                        now.moneyPerRun().orElse(0),
                        now.moneyPerDay().orElse(0)));
    }

    private static Proposer compose(
            Source source, Place place, Proposer optimizer, Voice.Cast cast, UnaryOperator<Proposer> paying) {
        Section table = place.settings().proposer().table();
        return new Composition(
                        table,
                        optimizer,
                        cast,
                        command -> paying.apply(agent(command, table.section("agent"), place)),
                        place.lab().language(),
                        place.lab().menu(),
                        place.workspace()::source,
                        context -> Proposers.insight(context.state(), context.menu()))
                .of(source);
    }

    private static Voice voice(Models models, ModelSettings settings) {
        return new Voice(
                models.model(settings), settings.scaffold(), settings.endpoint().where() == Where.ELSEWHERE);
    }

    private static Proposer agent(String written, Section table, Place place) {
        Duration limit = table.duration("limit").orElse(CommandAgent.Bounds.USUAL.limit());
        AgentCommand command = AgentCommand.of(
                written,
                table.text("model"),
                table.number("money", 0, 1e6),
                Set.copyOf(table.texts("keys").orElse(List.of())));
        Proposer agent = new CommandAgent(
                command,
                new CommandAgent.Bounds(limit, CommandAgent.Bounds.USUAL.outputBytes()),
                AgentLauncher.of(
                        command,
                        place.interruption(),
                        AgentWalls.hiding(List.of(place.lab().path(), place.cache()))),
                place.workspace()::export,
                place.cache().resolve("agents"),
                place.environment(),
                new AgentLog(place.run().path().resolve("agents")));
        return table.flag("beside_trials").orElse(false) ? new Remote(agent) : agent;
    }

    private static List<ModelSettings> used(Source source, Settings settings) {
        List<String> names = source.kind() == Source.Kind.AGENT ? List.of() : source.names();
        List<String> critics = Composition.critics(settings.proposer().table());
        return Stream.concat(names.stream(), critics.stream())
                .distinct()
                .map(settings::model)
                .toList();
    }

    private static void pass(Duration time, Interruption interruption) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interruption.check();
        }
    }

    @Override
    public void close() {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("A proposer's record cannot be closed.", e);
            }
        }
    }
}
