package dev.nightjar.wire.frames;

/// The byte that starts each frame after the hello.
final class Kind {

    static final int SCORE = 1;
    static final int AUDIT = 2;
    static final int SCORED = 101;
    static final int LOGITS = 102;

    private Kind() {}
}
