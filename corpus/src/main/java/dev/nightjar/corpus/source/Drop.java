package dev.nightjar.corpus.source;

/// Why a text is left out of the corpus.
public enum Drop {
    /// Nothing is left after cleaning.
    EMPTY,
    /// A program wrote it.
    GENERATED,
    /// A file of a source jar that is not UTF-8.
    NOT_UTF8,
    /// The same text was there before.
    DUPLICATE,
    /// Nearly the same text is in a library that is kept for the test split.
    NEAR_TEST
}
