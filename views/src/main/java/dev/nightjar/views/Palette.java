package dev.nightjar.views;

import dev.nightjar.core.ledger.ExperimentStatus;

/// Colours of pictures: a night of their own, so that they read the same on a light and on a dark page.
final class Palette {

    static final String NIGHT = "#10141d";
    static final String EDGE = "#2a3242";
    static final String GRID = "#1e2532";
    static final String TEXT = "#e8ebf1";
    static final String MUTED = "#98a2b5";
    static final String FAINT = "#5c677c";
    static final String FAINT_TEXT = "#7d889c";
    static final String GREEN = "#7ddc93";
    static final String RED = "#f2777a";
    static final String YELLOW = "#e9c46a";
    static final String CYAN = "#7cc7e8";

    private Palette() {}

    static String of(ExperimentStatus status) {
        return switch (status) {
            case KEEP -> GREEN;
            case DISCARD -> FAINT;
            case CRASH, CHECKS_FAILED -> RED;
            case BLOCKED, TAINTED -> YELLOW;
        };
    }
}
