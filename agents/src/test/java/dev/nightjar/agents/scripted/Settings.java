package dev.nightjar.agents.scripted;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.rails.SourceLanguage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A language of lines `NAME = value`. A line that begins with `#` is a comment; anything else without ` = ` is
/// no program.
public final class Settings implements SourceLanguage {

    @Override
    public Optional<Problem> syntax(String source) {
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()
                    && !lines.get(i).startsWith("#")
                    && !lines.get(i).contains(" = ")) {
                return Optional.of(new Problem(i + 1, "no setting"));
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, KnobValue> constants(String source) {
        Map<String, KnobValue> constants = new LinkedHashMap<>();
        source.lines()
                .filter(line -> line.contains(" = ") && !line.startsWith("#"))
                .forEach(line -> {
                    String[] parts = line.split(" = ", 2);
                    constants.put(parts[0], value(parts[1]));
                });
        return constants;
    }

    private static KnobValue value(String text) {
        if (text.matches("-?\\d+")) {
            return new KnobValue.Int(Long.parseLong(text));
        }
        return text.matches("-?\\d*\\.\\d+(E-?\\d+)?")
                ? new KnobValue.Real(Double.parseDouble(text))
                : new KnobValue.Text(text);
    }

    @Override
    public String rewrite(String source, Map<String, KnobValue> constants) {
        String text = source;
        for (Map.Entry<String, KnobValue> constant : constants.entrySet()) {
            text = text.replaceAll(
                    "(?m)^" + constant.getKey() + " = .*$", constant.getKey() + " = " + constant.getValue());
        }
        return text;
    }

    @Override
    public String fingerprint(String source) {
        return constants(source).toString();
    }

    @Override
    public List<Problem> forbidden(String source) {
        return List.of();
    }
}
