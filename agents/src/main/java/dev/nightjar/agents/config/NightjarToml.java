package dev.nightjar.agents.config;

import dev.nightjar.agents.http.Endpoint;
import dev.nightjar.agents.http.Provider;
import dev.nightjar.agents.http.Where;
import dev.nightjar.agents.model.Scaffold;
import dev.nightjar.agents.money.AtLimit;
import dev.nightjar.agents.money.Price;
import dev.nightjar.agents.money.Prices;
import dev.nightjar.agents.money.SpendingLimits;
import dev.nightjar.core.error.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `nightjar.toml`: the lab's over the person's. Neither has to be there.
public final class NightjarToml {

    public static final String NAME = "nightjar.toml";

    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]{0,63}");
    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final double MOST_MONEY = 1e9;

    private NightjarToml() {}

    /// The person's own: `$XDG_CONFIG_HOME/nightjar/nightjar.toml`, else `~/.config/nightjar/nightjar.toml`.
    public static Path ofPerson(Map<String, String> environment, String userHome) {
        return Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElse(Path.of(userHome, ".config"))
                .resolve("nightjar")
                .resolve(NAME);
    }

    /// @param lab    the lab's folder
    /// @param person the person's file
    /// @throws UserError of kind `LAB`, with file and line, for whatever is wrong with either
    public static Settings read(Path lab, Path person) {
        return settings(new Section(
                "",
                Stream.of(lab.resolve(NAME), person)
                        .flatMap(file -> TomlText.read(file).stream())
                        .toList()));
    }

    static Settings settings(Section root) {
        root.requireKnown("models", "prices", "limits", "proposer");
        Section proposer = root.section("proposer");
        return new Settings(
                models(root.section("models")),
                prices(root.section("prices")).over(prices(new Section("", List.of(PriceTable.read())))),
                limits(root.section("limits")),
                new ProposerSettings(proposer.text("kind"), proposer.text("model"), proposer));
    }

    private static Map<String, ModelSettings> models(Section models) {
        Map<String, ModelSettings> read = new LinkedHashMap<>();
        for (String name : models.keys()) {
            read.put(name, model(name, models.section(name)));
        }
        return read;
    }

    private static ModelSettings model(String name, Section section) {
        section.requireKnown(
                "provider",
                "base_url",
                "model",
                "key_env",
                "where",
                "timeout",
                "max_tokens",
                "temperature",
                "stream",
                "scaffold");
        Provider provider = section.oneOf("provider", Provider.keys())
                .flatMap(Provider::named)
                .orElse(Provider.OPENAI_COMPATIBLE);
        URI url = section.text("base_url")
                .map(text -> url(section, text))
                .or(provider::baseUrl)
                .orElseThrow(() -> section.missing("base_url", "base_url = \"http://127.0.0.1:8000/v1\""));
        OptionalLong tokens = section.whole("max_tokens", 1, 1_000_000);
        String model = section.requireText("model", "qwen3:8b");
        Optional<String> key = key(section, provider, url);
        Endpoint endpoint = section.checked(
                section.has("base_url") ? "base_url" : "model",
                () -> new Endpoint(
                        name,
                        provider,
                        url,
                        model,
                        key,
                        section.oneOf("where", Where.class).orElse(Where.of(url)),
                        section.duration("timeout").orElse(Endpoint.USUAL_TIMEOUT),
                        tokens.isPresent() ? OptionalInt.of((int) tokens.getAsLong()) : OptionalInt.empty(),
                        section.number("temperature", 0, 2),
                        section.flag("stream").orElse(false)));
        return new ModelSettings(
                endpoint,
                section.oneOf("scaffold", Scaffold.class)
                        .orElse(ModelSettings.usual(endpoint).scaffold()));
    }

    private static URI url(Section section, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw section.wrong(
                    "base_url", "an address such as \"http://127.0.0.1:8000/v1\"", "a space or a quote slipped in.");
        }
    }

    /// The usual variable goes to the usual address only, and what the lab calls its address gets no key that the
    /// person named for another: a lab may come from anywhere.
    private static Optional<String> key(Section section, Provider provider, URI url) {
        Optional<String> variable = section.text("key_env");
        if (variable.isEmpty()) {
            return provider.baseUrl().filter(url::equals).flatMap(_ -> provider.keyVariable());
        }
        if (!VARIABLE.matcher(variable.get()).matches()) {
            throw section.wrong(
                    "key_env",
                    "a text that is not shown here",
                    "the name of an environment variable, such as \"OPENAI_API_KEY\"",
                    "the key itself was pasted: put it into the environment, it does not belong in a file.");
        }
        if (section.fromAnother("base_url", "key_env")) {
            throw section.wrong(
                    "base_url",
                    "in this file, and key_env in another",
                    "both in one file, so that a key goes where it was meant to",
                    "this file lacks the line key_env = \"%s\".".formatted(variable.get()));
        }
        return variable;
    }

    static Prices prices(Section prices) {
        Map<String, Price> read = new LinkedHashMap<>();
        for (String model : prices.keys()) {
            Section section = prices.section(model);
            section.requireKnown("in", "out", "cached");
            double in = money(section, "in").orElseThrow(() -> section.missing("in", "in = 2.50"));
            double out = money(section, "out").orElseThrow(() -> section.missing("out", "out = 10.00"));
            read.put(model, new Price(in, out, money(section, "cached").orElse(in)));
        }
        return new Prices(read);
    }

    private static SpendingLimits limits(Section limits) {
        limits.requireKnown("tokens_per_run", "money_per_run", "tokens_per_day", "money_per_day", "at_limit");
        return new SpendingLimits(
                limits.whole("tokens_per_run", 0, MOST_TOKENS),
                money(limits, "money_per_run"),
                limits.whole("tokens_per_day", 0, MOST_TOKENS),
                money(limits, "money_per_day"),
                limits.oneOf("at_limit", AtLimit.class).orElse(AtLimit.CONTINUE));
    }

    private static OptionalDouble money(Section section, String key) {
        return section.number(key, 0, MOST_MONEY);
    }
}
