package dev.nightjar.agents.money;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Prices by model. A name stands for its dated versions too (`gpt-4.1` for `gpt-4.1-2025-04-14`), and for the same
/// model behind a router (`openai/gpt-4.1`); never for a bigger sister, whose price is another.
public record Prices(Map<String, Price> byModel) {

    private static final Pattern DATE = Pattern.compile("-(latest|\\d{8}|\\d{4}-\\d{2}-\\d{2}|\\d{4})");

    public Prices {
        byModel = Collections.unmodifiableMap(new LinkedHashMap<>(byModel));
    }

    public Optional<Price> of(String model) {
        Price exact = byModel.get(model);
        if (exact != null) {
            return Optional.of(exact);
        }
        String plain = plain(model);
        return byModel.entrySet().stream()
                .filter(entry -> stands(plain(entry.getKey()), plain))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// These, and those of `defaults` for models that are not in here.
    public Prices over(Prices defaults) {
        Map<String, Price> both = new LinkedHashMap<>(byModel);
        defaults.byModel.forEach(both::putIfAbsent);
        return new Prices(both);
    }

    private static boolean stands(String known, String model) {
        return model.startsWith(known)
                && (model.length() == known.length()
                        || DATE.matcher(model.substring(known.length())).matches());
    }

    /// Without a router's prefix, and with one way to write versions: `anthropic/claude-sonnet-4.5` is
    /// `claude-sonnet-4-5`.
    private static String plain(String model) {
        return model.substring(model.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replace('.', '-');
    }
}
