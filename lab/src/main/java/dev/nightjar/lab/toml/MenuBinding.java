package dev.nightjar.lab.toml;

import dev.nightjar.core.error.Nearest;
import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.rails.SourceLanguage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Binds a menu to the constants of an editable file.
///
/// @param folder   the lab's, where `menu.toml` is
/// @param editable the editable file's name, for messages
public record MenuBinding(Path folder, Menu menu, SourceLanguage language, String editable) {

    /// The configuration that `source` has.
    ///
    /// @throws UserError of kind `MENU` if a knob has no constant, if a constant is outside its knob's domain or
    ///     cannot hold all of it, or if a condition does not hold
    public Configuration bind(String source) {
        Map<String, KnobValue> constants = language.constants(source);
        Map<String, KnobValue> values = new LinkedHashMap<>();
        for (Knob knob : menu.knobs()) {
            KnobValue value = constants.get(knob.constant());
            if (value == null) {
                throw error(
                        knob,
                        "has no constant (%s) with a literal value in %s".formatted(knob.constant(), editable),
                        Nearest.to(knob.constant(), constants.keySet())
                                .map(near -> "\"%s\" is meant.".formatted(near))
                                .orElse("the constant is computed, or the program has none of that name."));
            }
            values.put(
                    knob.name(),
                    knob.accept(value)
                            .orElseThrow(() -> error(
                                    knob,
                                    "is %s, but %s in %s is %s"
                                            .formatted(knob.domain(), knob.constant(), editable, value),
                                    "the range should include the baseline.")));
            requireRoom(knob, source);
        }
        Configuration baseline = new Configuration(values);
        Optional<Constraint> broken = menu.broken(baseline);
        if (broken.isPresent()) {
            throw new UserError(
                    UserError.Kind.MENU,
                    "%s: the condition (%s) does not hold for the constants of %s: %s"
                            .formatted(
                                    folder.resolve(MenuFile.NAME),
                                    broken.get().expression(),
                                    editable,
                                    broken.get().doc()),
                    "the condition is the wrong way round, or the baseline should change.");
        }
        return baseline;
    }

    /// A constant's type must hold what the knob may become: a whole-number constant cannot take 0.5.
    private void requireRoom(Knob knob, String source) {
        for (KnobValue probe : probes(knob)) {
            try {
                language.rewrite(source, Map.of(knob.constant(), probe));
            } catch (IllegalArgumentException e) {
                throw error(
                        knob,
                        "may become %s, which %s in %s cannot hold: %s"
                                .formatted(
                                        probe,
                                        knob.constant(),
                                        editable,
                                        String.valueOf(e.getMessage())
                                                .lines()
                                                .findFirst()
                                                .orElse("")),
                        "the knob's type should be the constant's.");
            }
        }
    }

    private static List<KnobValue> probes(Knob knob) {
        return switch (knob) {
            case Knob.IntRange range -> List.of(new KnobValue.Int(range.min()), new KnobValue.Int(range.max()));
            case Knob.RealRange range ->
                List.of(
                        new KnobValue.Real(range.min()),
                        new KnobValue.Real(range.min() + 0.6180339887 * (range.max() - range.min())));
            case Knob.Choice choice -> choice.choices();
        };
    }

    private UserError error(Knob knob, String what, String maybe) {
        return new UserError(
                UserError.Kind.MENU,
                "%s, line %d: knob (%s) %s."
                        .formatted(
                                folder.resolve(MenuFile.NAME), MenuFile.lineOf(folder, knob.name()), knob.name(), what),
                maybe);
    }
}
