package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// One of Optuna's samplers, in a process of its own.
final class OptunaRacer implements Racer {

    private final Menu menu;
    private final JsonLines peer;
    private boolean asked;

    OptunaRacer(Optuna optuna, String sampler, Menu menu, long seed) {
        this.menu = menu;
        peer = new JsonLines("optuna " + sampler, optuna.command());
        List<Map<String, Object>> space =
                menu.knobs().stream().map(OptunaRacer::space).toList();
        peer.answer(Map.of("space", space, "sampler", sampler, "seed", seed));
    }

    private static Map<String, Object> space(Knob knob) {
        Map<String, Object> space = new LinkedHashMap<>();
        space.put("name", knob.name());
        switch (knob) {
            case Knob.IntRange range -> {
                space.putAll(Map.of("type", "int", "low", range.min(), "high", range.max(), "step", range.step()));
                space.put("log", range.scale() == Scale.LOG);
            }
            case Knob.RealRange range ->
                space.putAll(Map.of(
                        "type", "float", "low", range.min(), "high", range.max(), "log", range.scale() == Scale.LOG));
            case Knob.Choice choice -> space.putAll(Map.of("type", "cat", "choices", choice.choices()));
        }
        return space;
    }

    @Override
    public Configuration ask(Configuration incumbent) {
        JsonNode answer = peer.answer(Map.of("ask", true)).path("config");
        asked = true;
        Map<String, KnobValue> values = new LinkedHashMap<>();
        for (Knob knob : menu.knobs()) {
            KnobValue value = JsonLines.MAPPER.convertValue(answer.path(knob.name()), KnobValue.class);
            values.put(knob.name(), knob.accept(value).orElse(value));
        }
        return new Configuration(values);
    }

    @Override
    public void tell(Configuration configuration, Problem.Answer answer) {
        Map<String, Object> request = new HashMap<>();
        request.put(asked ? "tell" : "value", number(answer.value()));
        if (!asked) {
            request.put("add", configuration);
        }
        peer.answer(request);
        asked = false;
    }

    private static @org.jspecify.annotations.Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    @Override
    public void close() {
        peer.close();
    }
}
