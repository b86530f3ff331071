package dev.nightjar.corpus;

/// How a corpus is prepared.
///
/// @param vocabulary ordinary tokens, 256 to 65,536: 256 bytes and the rest merges; one special token comes on top
/// @param sampleBytes of training text from which the merges are learned
/// @param validation part of the text that becomes the validation split, 0 to 0.5
/// @param test part of the text that becomes the test split where the source has no held-out libraries, 0 to 0.5
/// @param shardTokens after which a training shard ends
public record CorpusSettings(int vocabulary, long sampleBytes, double validation, double test, long shardTokens) {

    public CorpusSettings {
        if (vocabulary < 256 || vocabulary > 65_536) {
            throw new IllegalArgumentException(
                    "The vocabulary (%d) must be from 256 to 65536.%nMaybe `vocab` in lab.toml has a digit too few or too many."
                            .formatted(vocabulary));
        }
        if (sampleBytes <= 0 || shardTokens <= 0) {
            throw new IllegalArgumentException(
                    "The sample of (%d) bytes and the shard of (%d) tokens must both be positive.%nMaybe a unit is missing."
                            .formatted(sampleBytes, shardTokens));
        }
        requirePart("validation", validation);
        requirePart("test", test);
    }

    private static void requirePart(String split, double part) {
        if (!(part > 0 && part <= 0.5)) {
            throw new IllegalArgumentException(
                    "The %s split (%s) must be over 0 and at most 0.5 of the text.%nMaybe it is meant in percent."
                            .formatted(split, part));
        }
    }

    /// The usual settings: merges from 32 MB, 2 % of the text for validation and test each, shards of
    /// 2 Mi tokens: small enough that a trial has sorted its first one within milliseconds.
    public static CorpusSettings of(int vocabulary) {
        return new CorpusSettings(vocabulary, 32_000_000, 0.02, 0.02, 1 << 21);
    }
}
