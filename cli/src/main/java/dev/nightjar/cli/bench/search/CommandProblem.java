package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// A problem that another program holds; it is asked in JSON lines.
final class CommandProblem implements Problem {

    private final String command;
    private final JsonLines program;
    private final Menu menu;
    private final Configuration start;
    private final String objective;
    private final double sign;
    private boolean reveals = true;

    /// @param command as in a shell
    CommandProblem(String command) {
        this.command = command;
        program = new JsonLines(command, List.of("sh", "-c", "exec " + command));
        JsonNode answer = program.answer(Map.of("space", true));
        objective = answer.path("objective").asString("value");
        sign = answer.path("direction").asString("minimize").equals("maximize") ? -1 : 1;
        List<Knob> knobs = new ArrayList<>();
        Map<String, KnobValue> defaults = new LinkedHashMap<>();
        for (JsonNode knob : answer.path("space")) {
            String name = knob.path("name").asString();
            knobs.add(knob(name, knob));
            defaults.put(name, value(knob.path("default")));
        }
        menu = new Menu(knobs, List.of());
        start = new Configuration(defaults);
    }

    private static Knob knob(String name, JsonNode knob) {
        Scale scale = knob.path("log").asBoolean(false) ? Scale.LOG : Scale.LINEAR;
        JsonNode low = knob.path("low");
        JsonNode high = knob.path("high");
        return switch (knob.path("type").asString()) {
            case "int" -> new Knob.IntRange(name, name, "", low.asLong(), high.asLong(), 1, scale);
            case "float" -> new Knob.RealRange(name, name, "", low.asDouble(), high.asDouble(), scale);
            default -> {
                List<KnobValue> choices = new ArrayList<>();
                knob.path("choices").forEach(choice -> choices.add(value(choice)));
                yield new Knob.Choice(name, name, "", choices);
            }
        };
    }

    private static KnobValue value(JsonNode scalar) {
        return JsonLines.MAPPER.convertValue(scalar, KnobValue.class);
    }

    @Override
    public String name() {
        return objective;
    }

    @Override
    public Menu menu() {
        return menu;
    }

    @Override
    public Configuration start() {
        return start;
    }

    @Override
    public Answer evaluate(Configuration configuration, long seed) {
        JsonNode answer = program.answer(Map.of("config", configuration, "seed", seed));
        double seconds = answer.path("seconds").asDouble();
        return answer.path("success").asBoolean()
                ? Answer.measured(
                        sign * answer.path(objective).asDouble(),
                        seconds,
                        Usage.of(answer.path("memory_bytes").asDouble(0), 0))
                : Answer.failed(answer.path("reason").asString("failed"), seconds);
    }

    @Override
    public OptionalDouble truth(Configuration configuration) {
        if (!reveals) {
            return OptionalDouble.empty();
        }
        try {
            JsonNode answer = program.answer(Map.of("config", configuration, "truth", true));
            return answer.path("success").asBoolean()
                    ? OptionalDouble.of(sign * answer.path(objective).asDouble())
                    : OptionalDouble.empty();
        } catch (dev.nightjar.core.error.UserError e) {
            reveals = false;
            return OptionalDouble.empty();
        }
    }

    @Override
    public OptionalDouble optimum() {
        return OptionalDouble.empty();
    }

    @Override
    public void close() {
        program.close();
    }

    @Override
    public String toString() {
        return command;
    }
}
