package dev.nightjar.core.lab;

/// What a proposal may change.
public enum Scope {
    /// Constants named in the menu.
    KNOB,
    /// Any part of the editable file.
    EDIT
}
