package dev.nightjar.cli.engine;

import dev.nightjar.agents.config.ModelSettings;
import dev.nightjar.agents.config.Settings;
import dev.nightjar.agents.http.Endpoints;
import dev.nightjar.agents.http.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether the models that a run could ask are there, have the model, and say a word.
public final class ModelCheck {

    /// A cold model is loaded from disk before its first word.
    private static final Duration FIRST_WORD = Duration.ofSeconds(30);

    private ModelCheck() {}

    /// One for each model of `nightjar.toml`, and for each server on this machine that answers.
    public static List<Finding> of(Settings settings, Map<String, String> environment) {
        Endpoints endpoints = Endpoints.usual(environment, FIRST_WORD);
        List<Finding> findings = new ArrayList<>();
        for (ModelSettings model : settings.models().values()) {
            Found found = endpoints.probe(model.endpoint());
            findings.add(
                    found.answers()
                            ? Finding.well("model", model.name() + ": " + found.sentence())
                            : silent(model, found));
        }
        List<Found> local = endpoints.probeLocal().stream()
                .filter(Found::there)
                .filter(found -> settings.models().values().stream()
                        .noneMatch(model -> model.endpoint()
                                .baseUrl()
                                .equals(found.endpoint().baseUrl())))
                .toList();
        local.forEach(found -> findings.add(
                found.answers()
                        ? Finding.well("model", found.sentence())
                        : Finding.note("model", found.sentence(), second(found))));
        if (findings.isEmpty()) {
            findings.add(Finding.note(
                    "model",
                    "none is configured, and no local server answers",
                    "None is needed: the built-in optimizer proposes. docs/how-to/ollama.md says how to have one."));
        }
        return findings;
    }

    /// A run goes on without it, so it is no reason not to start one.
    private static Finding silent(ModelSettings model, Found found) {
        return Finding.note("model", model.name() + ": " + found.sentence(), second(found));
    }

    private static String second(Found found) {
        return found.problem().orElse("").lines().skip(1).findFirst().orElse("");
    }
}
