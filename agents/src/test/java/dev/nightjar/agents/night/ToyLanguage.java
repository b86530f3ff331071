package dev.nightjar.agents.night;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.rails.SourceLanguage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Just enough of a language for the rails to look at [Night#SOURCE].
public final class ToyLanguage implements SourceLanguage {

    private static final Pattern CONSTANT = Pattern.compile("static final \\w+ (\\w+) = (\"?)([^\";]+)\"?;");

    @Override
    public Optional<Problem> syntax(String source) {
        long open = source.chars().filter(c -> c == '{').count();
        long closed = source.chars().filter(c -> c == '}').count();
        return open == closed ? Optional.empty() : Optional.of(new Problem(1, "The brackets do not match."));
    }

    @Override
    public Map<String, KnobValue> constants(String source) {
        Map<String, KnobValue> constants = new LinkedHashMap<>();
        Matcher matcher = CONSTANT.matcher(source);
        while (matcher.find()) {
            constants.put(
                    matcher.group(1), value(matcher.group(3), matcher.group(2).isEmpty()));
        }
        return constants;
    }

    private static KnobValue value(String text, boolean number) {
        if (!number) {
            return new KnobValue.Text(text);
        }
        return text.contains(".")
                ? new KnobValue.Real(Double.parseDouble(text))
                : new KnobValue.Int(Long.parseLong(text));
    }

    @Override
    public String rewrite(String source, Map<String, KnobValue> constants) {
        String text = source;
        for (Map.Entry<String, KnobValue> change : constants.entrySet()) {
            text = text.replaceAll(
                    "( " + change.getKey() + " = \"?)[^\";]+",
                    "$1" + Matcher.quoteReplacement(change.getValue().toString()));
        }
        return text;
    }

    @Override
    public String fingerprint(String source) {
        return source.replaceAll("//[^\n]*|\\s+", "");
    }

    @Override
    public List<Problem> forbidden(String source) {
        return source.contains("System.exit") ? List.of(new Problem(1, "System.exit (it ends the trial)")) : List.of();
    }
}
