package dev.nightjar.core.ledger;

import java.util.List;
import java.util.Optional;

/// What a run measures with, besides the metric's name, direction and judge: with any of it changed, numbers from
/// before and after could not be compared.
///
/// @param context   tokens in a row of the sealed judge
/// @param rows      that it scores
/// @param evaluator command of a separate judge; else empty
/// @param corpus    empty for a lab without a corpus
public record Yardstick(int context, int rows, List<String> evaluator, Optional<Corpus> corpus) {

    /// A prepared corpus.
    ///
    /// @param name       as the lab names it
    /// @param vocabulary ordinary tokens
    /// @param key        hash of its content and of how it was prepared
    public record Corpus(String name, int vocabulary, String key) {}

    public Yardstick {
        evaluator = List.copyOf(evaluator);
    }
}
