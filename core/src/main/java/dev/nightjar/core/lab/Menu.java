package dev.nightjar.core.lab;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The knobs a proposal may turn and the conditions between them.
public record Menu(List<Knob> knobs, List<Constraint> constraints) {

    public Menu {
        knobs = List.copyOf(knobs);
        constraints = List.copyOf(constraints);
        Set<String> names = new HashSet<>();
        for (Knob knob : knobs) {
            if (!names.add(knob.name())) {
                throw new IllegalArgumentException(
                        "The knob (%s) is in the menu twice.\nMaybe one of them was copied and not renamed."
                                .formatted(knob.name()));
            }
        }
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
