package dev.nightjar.training;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// An endless source of rows.
@FunctionalInterface
interface RowSource {

    /// Writes the next row's tokens into `target` at `offset`.
    void next(int[] target, int offset);

    /// Random tokens in rows of `length` that start with BOS: all the shapes and none of the text, for
    /// pre-flight, warm-up and benchmarks.
    static RowSource synthetic(int vocabulary, int bos, int length, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return (target, offset) -> {
            target[offset] = bos;
            for (int i = 1; i < length; i++) {
                target[offset + i] = random.nextInt(vocabulary);
            }
        };
    }
}
