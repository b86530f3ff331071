package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ResidualBoundTest {

    private static final int TOKENS = 10_000;
    private static final int[] COUNTED = IntStream.range(0, TOKENS).toArray();

    @Test
    void withoutAReferenceAWholeShareOfTokensMayHaveBeenMissed() {
        float[] claims = new float[TOKENS];
        // (1 − f)^512 = 0.025 at f = 0.00718: 71 tokens of ln 100 nats.
        double bound = ResidualBound.nats(claims, Optional.empty(), COUNTED, 100, 512, 0);
        assertThat(bound).isCloseTo(71 * Math.log(100), within(1e-6));
    }

    @Test
    void addsTheEstimatesOwnError() {
        float[] claims = new float[TOKENS];
        double without = ResidualBound.nats(claims, Optional.empty(), COUNTED, 100, 512, 0);
        assertThat(ResidualBound.nats(claims, Optional.empty(), COUNTED, 100, 512, 10) - without)
                .isCloseTo(19.6, within(0.01));
    }

    @Test
    void moreAuditsLeaveLess() {
        float[] claims = claims(1);
        Optional<float[]> reference = Optional.of(claims(2));
        double few = ResidualBound.nats(claims, reference, COUNTED, 100, 512, 0);
        double many = ResidualBound.nats(claims, reference, COUNTED, 100, 4096, 0);
        assertThat(many).isLessThan(few / 3).isPositive();
    }

    @Test
    void theSameClaimsAsTheReferencesAreBoundedAsWithoutOne() {
        float[] claims = claims(1);
        assertThat(ResidualBound.nats(claims, Optional.of(claims), COUNTED, 100, 512, 0))
                .isEqualTo(ResidualBound.nats(claims, Optional.empty(), COUNTED, 100, 512, 0));
    }

    /// The best that a falsifier can do with gains that it knows: sets that win as much as the bound says are
    /// found.
    @Test
    void whoWinsMoreThanTheBoundIsFound() {
        float[] reference = claims(2);
        float[] claims = claims(1);
        double bound = ResidualBound.nats(claims, Optional.of(reference), COUNTED, 100, 512, 0);
        double distance = 0;
        for (int i = 0; i < TOKENS; i++) {
            distance += Math.abs(reference[i] - claims[i]);
        }
        Integer[] order = IntStream.range(0, TOKENS).boxed().toArray(Integer[]::new);
        for (boolean largest : new boolean[] {true, false}) {
            Arrays.sort(
                    order,
                    (a, b) -> (largest ? -1 : 1)
                            * Float.compare(Math.abs(reference[a] - claims[a]), Math.abs(reference[b] - claims[b])));
            double won = 0;
            double weight = 0;
            int size = 0;
            for (int i : order) {
                if (won > bound) {
                    break;
                }
                if (reference[i] > claims[i]) {
                    won += reference[i] - claims[i];
                    weight += reference[i] - claims[i];
                    size++;
                }
            }
            double missed = Math.pow((1 - (double) size / TOKENS) * (1 - weight / distance), 256);
            assertThat(won).isGreaterThan(bound);
            assertThat(missed).as("largest first: %s", largest).isLessThan(0.025);
        }
    }

    private static float[] claims(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] claims = new float[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            claims[i] = (float) -Math.log(1 - random.nextDouble());
        }
        return claims;
    }
}
