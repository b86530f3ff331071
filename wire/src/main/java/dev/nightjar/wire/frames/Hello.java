package dev.nightjar.wire.frames;

/// The first frame, from server to judge: the model is loaded.
///
/// @param vocabulary number of token ids, special ones included
/// @param longestContext inputs of the longest row that the model reads
public record Hello(int vocabulary, int longestContext) {

    static final int MAGIC = 0x314D4A4E; // "NJM1" read as little-endian

    public Hello {
        if (vocabulary <= 0 || longestContext <= 0) {
            throw new IllegalArgumentException(
                    "A vocabulary of (%d) and a context of (%d) must both be positive.%nMaybe the model was not loaded yet."
                            .formatted(vocabulary, longestContext));
        }
    }
}
