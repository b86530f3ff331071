package dev.nightjar.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BudgetAdviceTest {

    @Test
    void advisesALongerBudgetWhileTheCurveIsSteep() {
        assertThat(BudgetAdvice.of(curve(fraction -> 8 - 5 * fraction)).factor())
                .isEqualTo(2);
    }

    @Test
    void advisesAShorterBudgetWhereTheCurveIsFlat() {
        assertThat(BudgetAdvice.of(curve(fraction -> 2 + Math.exp(-20 * fraction)))
                        .factor())
                .isEqualTo(0.5);
    }

    @Test
    void isContentInBetweenEvenIfOneStepIsFarOff() {
        List<BudgetAdvice.Point> curve = new java.util.ArrayList<>(curve(fraction -> 4 - 0.5 * fraction));
        curve.set(curve.size() - 1, new BudgetAdvice.Point(1.0, 40));
        assertThat(BudgetAdvice.of(curve).factor()).isEqualTo(1);
    }

    @Test
    void saysNothingFromTooFewPoints() {
        assertThat(BudgetAdvice.of(List.of(new BudgetAdvice.Point(1, 3))).sentence())
                .contains("too few points");
    }

    private static List<BudgetAdvice.Point> curve(DoubleUnaryOperator loss) {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(i -> new BudgetAdvice.Point(i / 40.0, loss.applyAsDouble(i / 40.0)))
                .toList();
    }
}
