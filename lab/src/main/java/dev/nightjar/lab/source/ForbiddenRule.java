package dev.nightjar.lab.source;

import dev.nightjar.core.rails.SourceLanguage.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names that a training program must not begin to use. A pattern is a dotted name (with whatever is below it), a
/// package that ends in a dot, `.name` for a call on any receiver, a constructor call such as `new Random(constant)`, a
/// superclass such as `extends Random`, or `package` for any declaration of one.
///
/// @param what what the names do, as a sentence fragment after "it"
/// @param why  what would go wrong
record ForbiddenRule(String what, String why, List<String> java, List<String> python) {

    private enum Language {
        JAVA,
        PYTHON
    }

    static List<Problem> inJava(List<Use> uses) {
        return problems(uses, Language.JAVA);
    }

    static List<Problem> inPython(List<Use> uses) {
        return problems(uses, Language.PYTHON);
    }

    private static List<Problem> problems(List<Use> uses, Language language) {
        Map<String, Optional<ForbiddenRule>> known = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Use use : uses) {
            known.computeIfAbsent(use.name(), name -> against(name, language))
                    .ifPresent(rule ->
                            problems.add(new Problem(use.line(), "%s (it %s)".formatted(use.name(), rule.what))));
        }
        return problems;
    }

    private static Optional<ForbiddenRule> against(String name, Language language) {
        return ForbiddenRules.ALL.stream()
                .filter(rule -> switch (language) {
                    case JAVA -> rule.java.stream().anyMatch(pattern -> matches(pattern, name));
                    case PYTHON -> rule.python.stream().anyMatch(pattern -> matchesPython(pattern, name));
                })
                .findFirst();
    }

    /// Python's names are followed through imports, so a name without a dot is a module or a built-in function and
    /// stands at the beginning: `eval` is not `model.eval`.
    static boolean matchesPython(String pattern, String name) {
        return pattern.indexOf('.') < 0
                ? name.equals(pattern) || name.startsWith(pattern + ".")
                : matches(pattern, name);
    }

    static boolean matches(String pattern, String name) {
        if (name.endsWith(".*")) {
            String opened = "." + name.substring(0, name.length() - 1);
            int owner = pattern.lastIndexOf('.', pattern.length() - 2);
            return pattern.endsWith(".")
                    ? opened.startsWith("." + pattern)
                    : opened.endsWith("." + pattern + ".")
                            || (owner > 0 && opened.endsWith("." + pattern.substring(0, owner + 1)));
        }
        if (pattern.endsWith(".")) {
            return name.startsWith(pattern);
        }
        if (pattern.startsWith(".") || pattern.indexOf(' ') > 0) {
            return name.equals(pattern);
        }
        return pattern.equals("package")
                ? name.startsWith("package ")
                : ("." + name + ".").contains("." + pattern + ".");
    }
}
