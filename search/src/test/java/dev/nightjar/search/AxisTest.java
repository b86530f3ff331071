package dev.nightjar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.KnobValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AxisTest {

    static Stream<Knob> knobs() {
        return Stream.concat(
                Menus.gpt().knobs().stream(),
                Stream.of(
                        Menus.whole("big", 65_536, 2_097_152, 1, Scale.LOG),
                        Menus.whole("few", -2, 3, 5, Scale.LINEAR),
                        Menus.whole("odd", 1, 10, 4, Scale.LINEAR),
                        Menus.real("tiny", 1.2345e-9, 2.3456e-9, Scale.LOG),
                        Menus.real("wide", -1000, 5000, Scale.LINEAR),
                        Menus.real("awkward", 0.12345, 0.12346, Scale.LINEAR)));
    }

    @ParameterizedTest
    @MethodSource("knobs")
    void staysInTheDomainFromEndToEnd(Knob knob) {
        Axis axis = Axis.of(knob);
        for (int i = -1; i <= 1001; i++) {
            KnobValue value = axis.value(i / 1000.0);
            assertThat(knob.accept(value)).as("%s at %d/1000", knob.name(), i).contains(value);
        }
    }

    @ParameterizedTest
    @MethodSource("knobs")
    void findsAValueWhereItPutIt(Knob knob) {
        Axis axis = Axis.of(knob);
        for (int i = 0; i <= 100; i++) {
            KnobValue value = axis.value(i / 100.0);
            assertThat(axis.at(value)).isBetween(0.0, 1.0);
            assertThat(axis.value(axis.at(value))).as(knob.name()).isEqualTo(value);
        }
    }

    @Test
    void walksALogScaleInFactors() {
        Axis lr = Axis.of(Menus.real("lr", 1e-4, 1, Scale.LOG));
        assertThat(lr.value(0.25)).isEqualTo(new KnobValue.Real(1e-3));
        assertThat(lr.at(new KnobValue.Real(0.1))).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void roundsSoThatDifferencesReadWell() {
        assertThat(Axis.of(Menus.real("lr", 1e-4, 1, Scale.LOG)).value(0.3)).hasToString("0.00158");
        assertThat(Axis.of(Menus.real("warmup", 0, 0.3, Scale.LINEAR)).value(0.3333))
                .hasToString("0.1");
        assertThat(Axis.of(Menus.real("decay", 0, 1, Scale.LINEAR)).value(0.123456))
                .hasToString("0.12");
        assertThat(Axis.of(Menus.whole("tokens", 65_536, 2_097_152, 1, Scale.LOG))
                        .value(0.5))
                .hasToString("371000");
    }

    @Test
    void givesEveryWholeNumberAndChoiceTheSameRoom() {
        for (Knob knob : List.of(Menus.whole("n", 1, 5, 1, Scale.LINEAR), Menus.choice("c", "a", "b", "c", "d", "e"))) {
            Axis axis = Axis.of(knob);
            assertThat(IntStream.range(0, 1000)
                            .mapToObj(i -> axis.value((i + 0.5) / 1000))
                            .collect(Collectors.groupingBy(value -> value, Collectors.counting()))
                            .values())
                    .containsExactly(200L, 200L, 200L, 200L, 200L);
        }
    }

    @Test
    void hasNoPlaceForWhatTheKnobCannotBe() {
        assertThat(Axis.of(Menus.choice("c", "a", "b")).at(new KnobValue.Text("z")))
                .isNaN();
        assertThat(Axis.of(Menus.real("lr", 1e-4, 1, Scale.LOG)).at(new KnobValue.Real(0)))
                .isNaN();
        assertThat(Axis.of(Menus.whole("n", 1, 5, 1, Scale.LINEAR)).at(new KnobValue.Text("3")))
                .isNaN();
        assertThat(Axis.of(Menus.whole("n", 1, 5, 1, Scale.LINEAR)).at(new KnobValue.Int(9)))
                .isEqualTo(1.0);
    }

    @Test
    void nearnessFallsWithDistanceExceptAmongCategories() {
        Axis lr = Axis.of(Menus.real("lr", 1e-4, 1, Scale.LOG));
        assertThat(lr.nearness(0.5, 0.5, 0.1)).isEqualTo(1);
        assertThat(lr.nearness(0.5, 0.6, 0.1)).isGreaterThan(lr.nearness(0.5, 0.7, 0.1));
        assertThat(lr.nearness(0.5, Double.NaN, 0.1)).isZero();
        Axis words = Axis.of(Menus.choice("c", "a", "b", "c"));
        assertThat(words.nearness(1 / 6.0, 0.5, 0.1)).isZero();
        Axis ordered = Axis.of(Menus.choice("c", 16, 32, 64));
        assertThat(ordered.nearness(1 / 6.0, 0.5, 0.1)).isGreaterThan(ordered.nearness(1 / 6.0, 5 / 6.0, 0.1));
    }
}
