package dev.nightjar.core.lab;

import java.util.Set;

/// A condition over several knobs, such as `d_model % n_head == 0`.
public interface Constraint {

    /// As written in the menu.
    String expression();

    /// One line for people and prompts.
    String doc();

    /// The names of the knobs that it looks at.
    default Set<String> knobs() {
        return Set.of();
    }

    boolean holds(Configuration configuration);
}
