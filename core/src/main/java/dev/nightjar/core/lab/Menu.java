package dev.nightjar.core.lab;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The knobs a proposal may turn and the conditions between them.
///
/// @param whens by knob: when it has an effect; a knob without one always has
public record Menu(List<Knob> knobs, List<Constraint> constraints, Map<String, Constraint> whens) {

    public Menu(List<Knob> knobs, List<Constraint> constraints) {
        this(knobs, constraints, Map.of());
    }

    public Menu {
        knobs = List.copyOf(knobs);
        constraints = List.copyOf(constraints);
        whens = Map.copyOf(whens);
        Set<String> names = new HashSet<>();
        for (Knob knob : knobs) {
            if (!names.add(knob.name())) {
                throw new IllegalArgumentException(
                        "The knob (%s) is in the menu twice.\nMaybe one of them was copied and not renamed."
                                .formatted(knob.name()));
            }
            Constraint when = whens.get(knob.name());
            if (when != null && (when.knobs().contains(knob.name()) || !names.containsAll(when.knobs()))) {
                throw new IllegalArgumentException(
                        "What knob (%s) depends on (%s) must stand above it in the menu.\nMaybe its table should move down."
                                .formatted(knob.name(), when.expression()));
            }
        }
    }

    /// The knobs that have no effect in a configuration: their `when` does not hold, or rests on a knob that has
    /// none itself. Configurations that differ in nothing else are the same program to a search.
    public Set<String> idle(Configuration configuration) {
        if (whens.isEmpty()) {
            return Set.of();
        }
        Set<String> idle = new LinkedHashSet<>();
        for (Knob knob : knobs) {
            Constraint when = whens.get(knob.name());
            if (when != null && (!Collections.disjoint(idle, when.knobs()) || !when.holds(configuration))) {
                idle.add(knob.name());
            }
        }
        return idle;
    }

    public Optional<Knob> knob(String name) {
        return knobs.stream().filter(knob -> knob.name().equals(name)).findFirst();
    }

    /// The first constraint that does not hold.
    public Optional<Constraint> broken(Configuration configuration) {
        return constraints.stream()
                .filter(constraint -> !constraint.holds(configuration))
                .findFirst();
    }

    /// Whether every knob has a value in its domain and every constraint holds.
    public boolean feasible(Configuration configuration) {
        return knobs.stream()
                        .allMatch(knob -> configuration
                                .get(knob.name())
                                .flatMap(knob::accept)
                                .isPresent())
                && broken(configuration).isEmpty();
    }
}
