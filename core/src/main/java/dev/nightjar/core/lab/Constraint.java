package dev.nightjar.core.lab;

/// A condition over several knobs, such as `d_model % n_head == 0`.
public interface Constraint {

    /// As written in the menu.
    String expression();

    /// One line for people and prompts.
    String doc();

    boolean holds(Configuration configuration);
}
