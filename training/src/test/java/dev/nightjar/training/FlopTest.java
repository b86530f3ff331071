package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlopTest {

    @Test
    void aWeightCostsSixOperationsForEachTokenItTrainsOn() {
        // y = Wx with W of 3 × 5: 15 multiplications and 15 additions, twice as many again for both gradients.
        assertThat(Flop.weights(3 * 5)).isEqualTo(3 * (2 * 3 * 5));
    }

    @Test
    void attentionCostsTwoProductsWithEveryKeyInTheWindow() {
        // A query of 8 numbers with 16 keys: 2 · 8 · 16, the mixing of 16 values the same, thrice that with
        // gradients.
        assertThat(Flop.attention(8, 16)).isEqualTo(3 * (2 * 8 * 16 + 2 * 8 * 16));
    }

    @Test
    void orthogonalisingCountsThreeProductsAnIteration() {
        // X of 2 × 10: XXᵀ is 2·2·2·10, A² is 2·2·2·2, BX is 2·2·2·10. A tall matrix is turned first.
        double once = 2 * 2 * 2 * 10 + 2 * 2 * 2 * 2 + 2 * 2 * 2 * 10;
        assertThat(Flop.orthogonalisation(3, 2, 10, 5)).isEqualTo(3 * 5 * once);
        assertThat(Flop.orthogonalisation(3, 10, 2, 5)).isEqualTo(3 * 5 * once);
    }
}
