package dev.nightjar.lab.toml;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Menu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;

/// Reads `menu.toml`: `[knobs.<name>]` tables and `[[constraints]]`.
public final class MenuFile {

    public static final String NAME = "menu.toml";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private MenuFile() {}

    /// @throws UserError of kind `MENU`, with file and line, for whatever is wrong with it
    public static Menu read(Path folder) {
        TomlFile file = open(folder);
        file.root().requireKnown("knobs", "constraints");
        TomlSection knobs = file.root().section("knobs");
        List<Knob> menu = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        for (String name : knobs.keys()) {
            requireNew(taken, knobs, name, "name", name.toLowerCase(Locale.ROOT));
            Knob knob = knob(knobs, name);
            requireNew(taken, knobs, name, "constant", "constant " + knob.constant());
            menu.add(knob);
        }
        List<Constraint> constraints = file.tables("constraints").stream()
                .map(section -> constraint(section, menu))
                .toList();
        return new Menu(menu, constraints, whens(knobs, menu));
    }

    /// The conditions of single knobs. Each looks only at knobs above its own, so none depends on itself.
    private static Map<String, Constraint> whens(TomlSection knobs, List<Knob> menu) {
        Map<String, Constraint> whens = new HashMap<>();
        Set<String> above = new HashSet<>();
        for (Knob knob : menu) {
            TomlSection section = section(knobs, knob.name());
            section.text("when").ifPresent(expression -> {
                Constraint when = section.checked("when", () -> ExpressionConstraint.compile(expression, "", menu));
                if (!above.containsAll(when.knobs())) {
                    throw section.wrong(
                            "when",
                            "a condition over knobs that stand above this one",
                            "the table [knobs.%s] should move down.".formatted(knob.name()));
                }
                whens.put(knob.name(), when);
            });
            above.add(knob.name());
        }
        return whens;
    }

    private static TomlSection section(TomlSection knobs, String name) {
        return knobs.section(name).named("[knobs.%s]".formatted(name));
    }

    private static TomlFile open(Path folder) {
        return TomlFile.read(
                folder.resolve(NAME),
                UserError.Kind.MENU,
                "it was not committed, or scope = \"edit\" in lab.toml is meant.");
    }

    /// The line of a knob's table, for errors found later.
    static int lineOf(Path folder, String knob) {
        return open(folder).root().section("knobs").lineOf(knob);
    }

    /// Conditions do not tell names by case apart, so knobs must not either.
    private static void requireNew(Map<String, String> taken, TomlSection knobs, String name, String what, String key) {
        String other = taken.putIfAbsent(key, name);
        if (other != null) {
            throw knobs.wrong(
                    name, "another %s than that of knob (%s)".formatted(what, other), "it was copied and not changed.");
        }
    }

    private static Knob knob(TomlSection knobs, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw knobs.wrong(
                    name,
                    "a name of letters, digits and _",
                    "\"%s\" is meant.".formatted(name.replaceAll("[^A-Za-z0-9_]", "_")));
        }
        TomlSection knob = section(knobs, name);
        knob.requireKnown("constant", "type", "range", "choices", "step", "scale", "doc", "when");
        String type = knob.oneOf("type", List.of("int", "float", "choice"))
                .orElseThrow(() -> knob.missing("type", "type = \"int\", \"float\" or \"choice\""));
        String constant = knob.text("constant").orElse(name.toUpperCase(Locale.ROOT));
        String doc = knob.text("doc").orElse("");
        if (knob.has("choices") || type.equals("choice")) {
            return choice(knob, name, constant, doc, type);
        }
        Knob.Scale scale = knob.oneOf("scale", Knob.Scale.class, Knob.Scale.LINEAR);
        List<Object> range = range(knob);
        if (type.equals("int")) {
            if (!(range.get(0) instanceof Long min) || !(range.get(1) instanceof Long max)) {
                throw knob.wrong("range", "two whole numbers, because type = \"int\"", "type = \"float\" is meant.");
            }
            long step = knob.whole("step", 1, Integer.MAX_VALUE).orElse(1);
            return knob.checked("range", () -> new Knob.IntRange(name, constant, doc, min, max, step, scale));
        }
        if (knob.has("step")) {
            throw knob.wrong("step", "none, because type = \"float\"", "choices = [...] is meant.");
        }
        double min = ((Number) range.get(0)).doubleValue();
        double max = ((Number) range.get(1)).doubleValue();
        return knob.checked("range", () -> new Knob.RealRange(name, constant, doc, min, max, scale));
    }

    private static List<Object> range(TomlSection knob) {
        if (!knob.has("range")) {
            throw knob.missing("range", "range = [least, most]");
        }
        if (!(knob.raw("range") instanceof TomlArray array)
                || array.size() != 2
                || !array.toList().stream().allMatch(Number.class::isInstance)) {
            throw knob.wrong("range", "two numbers, [least, most]", "choices = [...] is meant.");
        }
        return array.toList();
    }

    private static Knob choice(TomlSection knob, String name, String constant, String doc, String type) {
        for (String key : List.of("range", "step", "scale")) {
            if (knob.has(key)) {
                throw knob.wrong(key, "none, because the knob has choices", "one of the two belongs to another knob.");
            }
        }
        if (!(knob.raw("choices") instanceof TomlArray array)) {
            throw knob.has("choices")
                    ? knob.wrong("choices", "a list", "brackets are missing.")
                    : knob.missing("choices", "choices = [64, 128]");
        }
        List<Object> choices = array.toList();
        boolean numbers = choices.stream().allMatch(Number.class::isInstance);
        boolean whole = choices.stream().allMatch(Long.class::isInstance);
        boolean alike = numbers
                || choices.stream().allMatch(String.class::isInstance)
                || choices.stream().allMatch(Boolean.class::isInstance);
        if (!alike || (type.equals("int") && !whole) || (type.equals("float") && !numbers)) {
            throw knob.wrong(
                    "choices",
                    "values of one type" + (type.equals("choice") ? "" : ", " + type),
                    "one of them has quotes too many or too few.");
        }
        boolean real = type.equals("float") || (numbers && !whole);
        List<KnobValue> values = choices.stream()
                .map(choice -> real ? new KnobValue.Real(((Number) choice).doubleValue()) : KnobValue.of(choice))
                .toList();
        return knob.checked("choices", () -> new Knob.Choice(name, constant, doc, values));
    }

    private static Constraint constraint(TomlSection section, List<Knob> knobs) {
        section.requireKnown("expression", "doc");
        String expression = section.requireText("expression", "d_model % n_head == 0");
        String doc = section.text("doc").orElse("It is a condition of the menu.");
        return section.checked("expression", () -> ExpressionConstraint.compile(expression, doc, knobs));
    }
}
