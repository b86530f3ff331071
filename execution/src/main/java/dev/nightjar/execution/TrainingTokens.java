package dev.nightjar.execution;

import java.nio.file.Path;
import java.util.List;

/// The tokens that trials train on.
///
/// @param shards files that appear in a trial's data folder, under their own names, when its clock starts
/// @param vocabulary number of token ids, special ones included
/// @param bos id of the token that starts every document
public record TrainingTokens(List<Path> shards, int vocabulary, int bos) {

    public TrainingTokens {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("There is no shard to train on.\nMaybe the corpus was not prepared.");
        }
    }
}
