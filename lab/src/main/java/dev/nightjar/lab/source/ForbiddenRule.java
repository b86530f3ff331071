package dev.nightjar.lab.source;

import dev.nightjar.core.rails.SourceLanguage.Problem;
import java.util.ArrayList;
import java.util.List;

/// Names that a training program must not begin to use. A pattern is a dotted name (with whatever is below it), a
/// package that ends
/// in a dot, `.name` for a call on any receiver, or a constructor call such as `new Random(constant)`.
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
        List<Problem> problems = new ArrayList<>();
        for (Use use : uses) {
            for (ForbiddenRule rule : ForbiddenRules.ALL) {
                List<String> patterns = switch (language) {
                    case JAVA -> rule.java;
                    case PYTHON -> rule.python;
                };
                if (patterns.stream().anyMatch(pattern -> matches(pattern, use.name()))) {
                    problems.add(new Problem(use.line(), "%s (it %s)".formatted(use.name(), rule.what)));
                    break;
                }
            }
        }
        return problems;
    }

    static boolean matches(String pattern, String name) {
        if (name.endsWith(".*")) {
            String opened = name.substring(0, name.length() - 1);
            int owner = pattern.lastIndexOf('.', pattern.length() - 2);
            return pattern.endsWith(".")
                    ? opened.startsWith(pattern)
                    : owner > 0 && ("." + opened).endsWith("." + pattern.substring(0, owner + 1));
        }
        if (pattern.endsWith(".")) {
            return name.startsWith(pattern);
        }
        if (pattern.startsWith(".") || pattern.startsWith("new ")) {
            return name.equals(pattern);
        }
        return name.equals(pattern) || name.startsWith(pattern + ".") || name.endsWith("." + pattern);
    }
}
