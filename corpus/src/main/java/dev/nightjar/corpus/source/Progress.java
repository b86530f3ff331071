package dev.nightjar.corpus.source;

/// Hears what is being done to a corpus. Called from one thread at a time, often.
@FunctionalInterface
public interface Progress {

    /// @param what is being done, for a person to read
    /// @param fraction of it that is done, 0 to 1; NaN if unknown
    void report(String what, double fraction);

    /// Nobody listens.
    static Progress silent() {
        return (what, fraction) -> {};
    }
}
