package dev.nightjar.agents.model;

/// How much a model is led by the hand.
public enum Scaffold {
    /// A short menu of directions, one knob family at a time, rotating.
    SMALL,
    /// Free rein.
    LARGE
}
