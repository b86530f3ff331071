package dev.nightjar.agents.answer;

/// An answer from which no proposal can be made. The message is for the model to read.
final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String message) {
        super(message);
    }
}
