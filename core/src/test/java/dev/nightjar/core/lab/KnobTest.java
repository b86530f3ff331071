package dev.nightjar.core.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.Knob.Scale;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KnobTest {

    private static final Knob EVEN = new Knob.IntRange("n", "N", "", 2, 10, 2, Scale.LINEAR);
    private static final Knob RATE = new Knob.RealRange("lr", "LR", "", 1e-5, 0.1, Scale.LOG);
    private static final Knob POWERS =
            new Knob.Choice("p", "P", "", List.of(new KnobValue.Int(16), new KnobValue.Int(32), new KnobValue.Int(64)));
    private static final Knob WORDS =
            new Knob.Choice("w", "W", "", List.of(new KnobValue.Text("a"), new KnobValue.Flag(true)));

    private static KnobValue integer(long value) {
        return new KnobValue.Int(value);
    }

    private static KnobValue real(double value) {
        return new KnobValue.Real(value);
    }

    @Test
    void whole() {
        assertThat(EVEN.accept(integer(2))).contains(integer(2));
        assertThat(EVEN.accept(integer(10))).contains(integer(10));
        assertThat(EVEN.accept(real(4.0))).as("4.0 is a whole number").contains(integer(4));
        assertThat(List.of(integer(3), integer(0), integer(12), real(4.5), real(Double.NaN), new KnobValue.Text("4")))
                .allMatch(value -> EVEN.accept(value).isEmpty());
        assertThat(EVEN.domain()).isEqualTo("a whole number from 2 to 10 in steps of 2");
    }

    @Test
    void realNumbers() {
        assertThat(RATE.accept(real(1e-5))).contains(real(1e-5));
        assertThat(new Knob.RealRange("x", "X", "", 0, 2, Scale.LINEAR).accept(integer(1)))
                .contains(real(1.0));
        assertThat(List.of(real(0.2), real(0), real(Double.NaN), new KnobValue.Flag(true), new KnobValue.Text("0.01")))
                .allMatch(value -> RATE.accept(value).isEmpty());
        assertThat(RATE.domain()).startsWith("a number from ").endsWith(" to 0.1");
    }

    @Test
    void choices() {
        assertThat(POWERS.accept(real(32.0))).contains(integer(32));
        assertThat(POWERS.accept(integer(48))).isEmpty();
        assertThat(POWERS.accept(new KnobValue.Text("32"))).isEmpty();
        assertThat(WORDS.accept(new KnobValue.Text("a"))).contains(new KnobValue.Text("a"));
        assertThat(WORDS.accept(new KnobValue.Text("b"))).isEmpty();
        assertThat(((Knob.Choice) POWERS).ordered()).isTrue();
        assertThat(((Knob.Choice) WORDS).ordered()).isFalse();
        assertThat(POWERS.domain()).isEqualTo("one of [16, 32, 64]");
    }

    @Test
    void refusesRangesThatAreNone() {
        assertThatThrownBy(() -> new Knob.RealRange("lr", "LR", "", 1, 0.1, Scale.LINEAR))
                .hasMessageContaining("[1.0, 0.1] of knob (lr)")
                .hasMessageContaining("Maybe the two ends are swapped.");
        assertThatThrownBy(() -> new Knob.RealRange("lr", "LR", "", 0, Double.POSITIVE_INFINITY, Scale.LINEAR))
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() -> new Knob.RealRange("lr", "LR", "", Double.NaN, 1, Scale.LINEAR))
                .hasMessageContaining("(lr)");
        assertThatThrownBy(() -> new Knob.IntRange("n", "N", "", 0, 8, 1, Scale.LOG))
                .hasMessageContaining("The log scale of knob (n) cannot start at 0");
        assertThatThrownBy(() -> new Knob.IntRange("n", "N", "", 1, 8, 0, Scale.LINEAR))
                .hasMessageContaining("The step (0) of knob (n)");
    }

    @Test
    void refusesChoicesThatAreNone() {
        assertThatThrownBy(() -> new Knob.Choice("w", "W", "", List.of(integer(1))))
                .hasMessageContaining("([1]) of knob (w) must be at least two different ones");
        assertThatThrownBy(() -> new Knob.Choice("w", "W", "", List.of(integer(1), integer(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesAreScalars() {
        assertThat(KnobValue.of(true)).isEqualTo(new KnobValue.Flag(true));
        assertThat(KnobValue.of(3)).isEqualTo(integer(3));
        assertThat(KnobValue.of(3L)).isEqualTo(integer(3));
        assertThat(KnobValue.of(new BigDecimal("0.5"))).isEqualTo(real(0.5));
        assertThat(KnobValue.of("x")).isEqualTo(new KnobValue.Text("x"));
        assertThatThrownBy(() -> KnobValue.of(List.of())).hasMessageContaining("A knob's value ([])");
        assertThat(new KnobValue.Flag(true).number()).isNaN();
        assertThat(new KnobValue.Flag(false)).hasToString("false");
        assertThat(new KnobValue.Text("slow")).hasToString("slow");
    }
}
