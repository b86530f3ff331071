package dev.nightjar.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A corpus as runs use it. The files never change; a trial gets links to the training shards and nothing else.
///
/// @param trainShards token shards to train on
/// @param validation token shard that the judge measures on
/// @param test token shard for the end of a run
/// @param tokenizer file of a [dev.nightjar.corpus.bpe.Tokenizer]
/// @param tokenBytes file of a [TokenBytes]
/// @param key names content and settings
public record PreparedCorpus(
        List<Path> trainShards,
        Path validation,
        Path test,
        Path tokenizer,
        Path tokenBytes,
        String key,
        CorpusStatistics statistics) {

    static final String TOKENIZER = "tokenizer.bpe";
    static final String TOKEN_BYTES = "token-bytes.bin";
    static final String TITLE = "title.txt";
    static final String STATISTICS = "statistics.txt";

    private static final String SHARD = ".tokens";

    public PreparedCorpus {
        trainShards = List.copyOf(trainShards);
        if (trainShards.isEmpty()) {
            throw new IllegalArgumentException(
                    "The corpus (%s) has no training shards.%nMaybe they were deleted.".formatted(key));
        }
    }

    static String name(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    static String shardName(Split split, int number) {
        return split == Split.TRAIN ? "%s-%05d%s".formatted(name(split), number, SHARD) : name(split) + SHARD;
    }

    static PreparedCorpus read(Path folder, String key) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> shards = files.filter(file -> isTrainingShard(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
            return new PreparedCorpus(
                    shards,
                    folder.resolve(shardName(Split.VALIDATION, 0)),
                    folder.resolve(shardName(Split.TEST, 0)),
                    folder.resolve(TOKENIZER),
                    folder.resolve(TOKEN_BYTES),
                    key,
                    StatisticsFile.read(folder.resolve(STATISTICS)));
        }
    }

    private static boolean isTrainingShard(String name) {
        return name.startsWith(name(Split.TRAIN) + "-") && name.endsWith(SHARD);
    }
}
