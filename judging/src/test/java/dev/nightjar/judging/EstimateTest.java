package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Simulations with a fixed seed: exact figures would pin the generator, so the bounds are those that chance allows.
final class EstimateTest {

    private static final int TOKENS = 20_000;
    private static final int[] COUNTED = IntStream.range(0, TOKENS).toArray();
    private static final int REPETITIONS = 1_000;

    private final float[] truths = new float[TOKENS];
    private final float[] reference = new float[TOKENS];

    EstimateTest() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < TOKENS; i++) {
            truths[i] = (float) -Math.log(1 - random.nextDouble()) * 2; // exponential, as losses of tokens about are
            reference[i] = (float) Math.max(0, truths[i] + 0.3 * random.nextGaussian());
        }
    }

    private record Simulation(double mean, double spread, double coverage) {}

    @Test
    void isUnbiasedWhateverIsClaimed() {
        for (Claim claim : Claim.values()) {
            float[] claims = claim.of(truths);
            double truth = total(truths) - total(claims);
            for (Optional<float[]> other : List.of(Optional.<float[]>empty(), Optional.of(reference))) {
                Simulation simulation = simulate(claims, other, truth);
                assertThat(simulation.mean())
                        .as("%s, reference %s", claim, other.isPresent())
                        .isCloseTo(truth, within(4 * simulation.spread() / Math.sqrt(REPETITIONS) + 1e-6));
            }
        }
    }

    @Test
    void itsIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        for (Claim claim : List.of(Claim.TWO_PER_CENT, Claim.NOISE)) {
            float[] claims = claim.of(truths);
            Simulation simulation = simulate(claims, Optional.of(reference), total(truths) - total(claims));
            assertThat(simulation.coverage()).as(claim.name()).isBetween(0.925, 0.975);
        }
    }

    @Test
    void findsExactlyNothingWhereTheClaimsAreTrue() {
        Simulation simulation = simulate(truths, Optional.of(reference), 0);
        assertThat(simulation.mean()).isZero();
        assertThat(simulation.spread()).isZero();
    }

    /// The hundred tokens on which the candidate claims to win most are half a per cent of all.
    @Test
    void proportionalDrawsFindWhatPaysMost() {
        float[] claims = truths.clone();
        int[] hardest = IntStream.range(0, TOKENS)
                .boxed()
                .sorted((a, b) -> Float.compare(reference[b], reference[a]))
                .limit(20)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : hardest) {
            claims[i] = 0;
        }
        assertThat(found(claims, Optional.of(reference))).isGreaterThan(0.95);
        assertThat(found(claims, Optional.empty())).isLessThan(0.6);
    }

    private double found(float[] claims, Optional<float[]> other) {
        SplittableRandom random = new SplittableRandom(5);
        int found = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            found += estimate(claims, other, random).off() > 0 ? 1 : 0;
        }
        return (double) found / REPETITIONS;
    }

    private Simulation simulate(float[] claims, Optional<float[]> other, double truth) {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        double squares = 0;
        int covered = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            Estimate estimate = estimate(claims, other, random);
            sum += estimate.correction();
            squares += estimate.correction() * estimate.correction();
            covered += Math.abs(estimate.correction() - truth) <= 1.96 * estimate.error() ? 1 : 0;
        }
        double mean = sum / REPETITIONS;
        double spread = Math.sqrt(Math.max(0, squares / REPETITIONS - mean * mean));
        return new Simulation(mean, spread, (double) covered / REPETITIONS);
    }

    private Estimate estimate(float[] claims, Optional<float[]> other, SplittableRandom random) {
        Draws draws = Draws.of(claims, other, COUNTED, 512, random);
        double[] found = new double[draws.count()];
        for (int k = 0; k < found.length; k++) {
            found[k] = truths[draws.places()[k]];
        }
        return Estimate.of(draws, claims, found, Audit.TOLERANCE);
    }

    private static double total(float[] losses) {
        double sum = 0;
        for (float loss : losses) {
            sum += loss;
        }
        return sum;
    }

    private enum Claim {
        ZERO {
            @Override
            float claim(float truth, SplittableRandom random) {
                return 0;
            }
        },
        TWO_PER_CENT {
            @Override
            float claim(float truth, SplittableRandom random) {
                return 0.98f * truth;
            }
        },
        RARELY {
            @Override
            float claim(float truth, SplittableRandom random) {
                return random.nextInt(100) == 0 ? 0 : truth;
            }
        },
        CAPPED {
            @Override
            float claim(float truth, SplittableRandom random) {
                return Math.min(truth, 5);
            }
        },
        NOISE {
            @Override
            float claim(float truth, SplittableRandom random) {
                return (float) Math.max(0, truth + 0.2 * random.nextGaussian());
            }
        };

        abstract float claim(float truth, SplittableRandom random);

        float[] of(float[] truths) {
            SplittableRandom random = new SplittableRandom(1);
            float[] claims = new float[truths.length];
            for (int i = 0; i < truths.length; i++) {
                claims[i] = claim(truths[i], random);
            }
            return claims;
        }
    }
}
