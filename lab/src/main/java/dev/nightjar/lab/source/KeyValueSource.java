package dev.nightjar.lab.source;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.rails.SourceLanguage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines of `NAME=value` or `name: value`, as in settings, shell scripts and properties, so that a program in any
/// language can be a
/// lab. Other lines are opaque; those that begin with `#`, `;` or `//` are comments. A name that occurs twice is no
/// constant.
public final class KeyValueSource implements SourceLanguage {

    private static final Pattern LINE = Pattern.compile(
            "^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*[=:][ \\t]*(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s\"'#;$`]+)[ \\t]*(?:#[^\\n]*)?\\r?$",
            Pattern.MULTILINE);
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern REAL = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern COMMENT = Pattern.compile("^\\s*(?:#(?!!)|;|//).*");

    private record Literal(KnobValue value, int start, int end, String text) {}

    @Override
    public Optional<Problem> syntax(String source) {
        return Optional.empty();
    }

    @Override
    public Map<String, KnobValue> constants(String source) {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        literals(source).forEach((name, literal) -> values.put(name, literal.value()));
        return values;
    }

    @Override
    public String rewrite(String source, Map<String, KnobValue> constants) {
        Map<String, Literal> known = literals(source);
        Patch patch = new Patch(source);
        constants.forEach((name, value) -> {
            Literal literal = known.get(name);
            if (literal == null) {
                throw Patch.unknown(name);
            }
            patch.replace(literal.start(), literal.end(), render(name, literal.text(), value));
        });
        return patch.apply();
    }

    @Override
    public String fingerprint(String source) {
        Map<Integer, KnobValue> values = new LinkedHashMap<>();
        Matcher matcher = LINE.matcher(source);
        while (matcher.find()) {
            values.put(matcher.start(), value(matcher.group(2)));
        }
        StringBuilder print = new StringBuilder();
        int start = 0;
        for (String line : source.split("\n", -1)) {
            KnobValue value = values.get(start);
            if (value != null) {
                String name = line.strip().replaceFirst("[ \t]*[=:].*", "");
                print.append(name)
                        .append('=')
                        .append(value.getClass().getSimpleName())
                        .append(value)
                        .append('\n');
            } else if (!line.isBlank() && !COMMENT.matcher(line).matches()) {
                print.append(line.strip()).append('\n');
            }
            start += line.length() + 1;
        }
        return Sha256.of(print.toString());
    }

    @Override
    public List<Problem> forbidden(String source) {
        return List.of();
    }

    private static Map<String, Literal> literals(String source) {
        Map<String, Literal> literals = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        Matcher matcher = LINE.matcher(source);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (seen.add(name)) {
                literals.put(
                        name, new Literal(value(matcher.group(2)), matcher.start(2), matcher.end(2), matcher.group(2)));
            } else {
                literals.remove(name);
            }
        }
        return literals;
    }

    private static KnobValue value(String text) {
        if (text.startsWith("\"") || text.startsWith("'")) {
            return new KnobValue.Text(text.substring(1, text.length() - 1));
        }
        if (text.equals("true") || text.equals("false")) {
            return new KnobValue.Flag(Boolean.parseBoolean(text));
        }
        if (WHOLE.matcher(text).matches()) {
            return new KnobValue.Int(Long.parseLong(text));
        }
        return REAL.matcher(text).matches() ? new KnobValue.Real(Double.parseDouble(text)) : new KnobValue.Text(text);
    }

    private static String render(String name, String old, KnobValue value) {
        return switch (value) {
            case KnobValue.Int(long number) when value(old) instanceof KnobValue.Real -> JavaText.real(number);
            case KnobValue.Int(long number) -> Long.toString(number);
            case KnobValue.Real(double number) -> JavaText.real(number);
            case KnobValue.Flag(boolean flag) -> Boolean.toString(flag);
            case KnobValue.Text(String text) -> {
                char quote = old.charAt(0) == '\'' ? '\'' : '"';
                boolean plain = old.charAt(0) != quote && text.matches("[A-Za-z0-9_./+-]+");
                if (text.indexOf(quote) >= 0 || text.indexOf('\n') >= 0) {
                    throw new IllegalArgumentException(
                            "The constant (%s) cannot hold the text (%s).\nMaybe it should have no quotes and no line ends."
                                    .formatted(name, text));
                }
                yield plain ? text : quote + text + quote;
            }
        };
    }
}
