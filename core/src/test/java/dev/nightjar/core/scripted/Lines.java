package dev.nightjar.core.scripted;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.rails.SourceLanguage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A language of lines `NAME = value`, with comments after `#`. Whatever contains `exec` is forbidden.
public final class Lines implements SourceLanguage {

    @Override
    public Optional<Problem> syntax(String source) {
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String code = code(lines.get(i));
            if (!code.isEmpty() && !code.contains("=")) {
                return Optional.of(new Problem(i + 1, "expected ="));
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, KnobValue> constants(String source) {
        Map<String, KnobValue> constants = new LinkedHashMap<>();
        source.lines().map(Lines::code).filter(code -> code.contains("=")).forEach(code -> {
            String[] sides = code.split("=", 2);
            constants.put(sides[0].strip(), literal(sides[1].strip()));
        });
        return constants;
    }

    @Override
    public String rewrite(String source, Map<String, KnobValue> constants) {
        return source.lines()
                .map(line -> {
                    String name = code(line).split("=", 2)[0].strip();
                    KnobValue value = constants.get(name);
                    return value == null ? line : name + " = " + value;
                })
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public String fingerprint(String source) {
        return source.lines()
                .map(Lines::code)
                .filter(code -> !code.isEmpty())
                .map(code -> code.replace(" ", ""))
                .collect(Collectors.joining(";"));
    }

    @Override
    public List<Problem> forbidden(String source) {
        List<Problem> problems = new ArrayList<>();
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("exec")) {
                problems.add(new Problem(i + 1, "exec starts a process"));
            }
        }
        return problems;
    }

    private static String code(String line) {
        return line.split("#", 2)[0].strip();
    }

    private static KnobValue literal(String text) {
        if (text.matches("-?\\d+")) {
            return new KnobValue.Int(Long.parseLong(text));
        }
        if (text.matches("-?\\d*\\.\\d+([eE]-?\\d+)?")) {
            return new KnobValue.Real(Double.parseDouble(text));
        }
        return new KnobValue.Text(text);
    }
}
