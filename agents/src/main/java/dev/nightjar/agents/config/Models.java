package dev.nightjar.agents.config;

import dev.nightjar.agents.http.HttpModel;
import dev.nightjar.agents.http.Where;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.Patience;
import dev.nightjar.agents.model.Retrying;
import dev.nightjar.agents.money.DayBook;
import dev.nightjar.agents.money.Metered;
import dev.nightjar.agents.money.Price;
import dev.nightjar.agents.money.Spending;
import dev.nightjar.agents.money.SpendingLimits;
import dev.nightjar.agents.transcript.Recorded;
import dev.nightjar.agents.transcript.Transcript;
import dev.nightjar.core.error.Nearest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The models of one run, each with its patience, its price and its record around it. All share one transcript and one
/// purse.
public final class Models implements AutoCloseable {

    private final Settings settings;
    private final Map<String, String> environment;
    private final Transcript transcript;
    private final Spending spending;

    private Models(Settings settings, Map<String, String> environment, Transcript transcript, Spending spending) {
        this.settings = settings;
        this.environment = environment;
        this.transcript = transcript;
        this.spending = spending;
    }

    /// @param used    the models that the run may ask: they stand in the transcript's header, and the usual limits
    ///     depend on them
    /// @param proposer who proposes, as the ledger says it: a replay puts the same together
    /// @param run     the run's folder
    /// @param dayBook the folder in Nightjar's cache where days are summed up
    /// @throws dev.nightjar.core.error.UserError of kind `DISK` if the transcript cannot be written
    public static Models open(
            Settings settings,
            Collection<ModelSettings> used,
            String proposer,
            Path run,
            Path dayBook,
            Map<String, String> environment) {
        InstantSource clock = InstantSource.system();
        Transcript transcript = Transcript.open(run.resolve(Transcript.NAME), described(proposer, used), clock);
        Spending spending = new Spending(
                limits(settings, used), new DayBook(dayBook, clock, ZoneId.systemDefault()), transcript.before());
        return new Models(settings, environment, transcript, spending);
    }

    /// @throws dev.nightjar.core.error.UserError of kind `ENVIRONMENT` if its key is not there
    public Model model(ModelSettings model) {
        Model asked = HttpModel.of(model.endpoint(), environment);
        Optional<Price> price = price(settings, model);
        Model metered = price.isPresent() || model.endpoint().where() == Where.ELSEWHERE
                ? new Metered(asked, price.orElse(Price.FREE), spending)
                : asked;
        return new Recorded(
                new Retrying(
                        metered,
                        Patience.USUAL,
                        InstantSource.system(),
                        Thread::sleep,
                        RandomGenerator.getDefault(),
                        (question, failure) -> transcript.retried(model.name(), question, failure)),
                transcript);
    }

    public Spending spending() {
        return spending;
    }

    /// What the person should know before anything is spent: limits that nobody set, models whose price nobody
    /// knows.
    public static List<String> announcements(Settings settings, Collection<ModelSettings> used) {
        SpendingLimits given = settings.limits();
        SpendingLimits limits = limits(settings, used);
        List<String> announcements = new ArrayList<>();
        if (limits.moneyPerRun().isPresent() && given.moneyPerRun().isEmpty()) {
            announcements.add(String.format(
                    Locale.ROOT,
                    "Models may cost %.2f in this run and %.2f a day: nightjar.toml sets no limit, so the usual ones hold.",
                    limits.moneyPerRun().getAsDouble(),
                    limits.moneyPerDay().orElse(0)));
        }
        if (limits.tokensPerRun().isPresent() && given.tokensPerRun().isEmpty()) {
            announcements.add(String.format(
                    Locale.ROOT,
                    "Models may use %,d tokens in this run: the price of %s is not known, so their money is not counted.",
                    limits.tokensPerRun().getAsLong(),
                    Nearest.list(unpriced(settings, used))));
        }
        return announcements;
    }

    static SpendingLimits limits(Settings settings, Collection<ModelSettings> used) {
        boolean priced = used.stream()
                .flatMap(model -> price(settings, model).stream())
                .anyMatch(price -> !price.equals(Price.FREE));
        return settings.limits().orUsual(priced, !unpriced(settings, used).isEmpty());
    }

    private static List<String> unpriced(Settings settings, Collection<ModelSettings> used) {
        return used.stream()
                .filter(model -> model.endpoint().where() == Where.ELSEWHERE)
                .filter(model -> price(settings, model).isEmpty())
                .map(ModelSettings::name)
                .toList();
    }

    private static Optional<Price> price(Settings settings, ModelSettings model) {
        return settings.prices().of(model.endpoint().model());
    }

    private static Map<String, Object> described(String proposer, Collection<ModelSettings> used) {
        Map<String, Object> models = new LinkedHashMap<>();
        for (ModelSettings model : used) {
            Map<String, Object> described = new LinkedHashMap<>(model.endpoint().described());
            described.put("scaffold", model.scaffold().name().toLowerCase(Locale.ROOT));
            models.put(model.name(), described);
        }
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("proposer", proposer);
        configuration.put("models", models);
        return configuration;
    }

    @Override
    public void close() {
        transcript.close();
    }
}
