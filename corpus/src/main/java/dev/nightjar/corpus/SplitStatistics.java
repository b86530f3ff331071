package dev.nightjar.corpus;

/// The size of one split.
///
/// @param tokens with one BOS a document
public record SplitStatistics(long documents, long bytes, long tokens) {

    public SplitStatistics {
        if (documents < 0 || bytes < 0 || tokens < 0) {
            throw new IllegalArgumentException(
                    "A split of (%d) documents, (%d) bytes and (%d) tokens cannot be.%nMaybe the file is damaged."
                            .formatted(documents, bytes, tokens));
        }
    }

    /// Bytes of text for each token.
    public double bytesPerToken() {
        return (double) bytes / tokens;
    }
}
