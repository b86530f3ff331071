package dev.nightjar.views;

import dev.nightjar.core.ledger.ExperimentStatus;

/// Colours of a terminal (ECMA-48 SGR), or none. Only the sixteen that every theme defines are used, so that
/// text stays readable on light and dark.
record Ink(boolean on) {

    static final Ink NONE = new Ink(false);

    String green(String text) {
        return paint("32", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String cyan(String text) {
        return paint("36", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    /// In the status's own colour.
    String status(ExperimentStatus status, String text) {
        return switch (status) {
            case KEEP -> green(text);
            case DISCARD -> dim(text);
            case CRASH, CHECKS_FAILED -> red(text);
            case BLOCKED, TAINTED -> yellow(text);
        };
    }

    private String paint(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
