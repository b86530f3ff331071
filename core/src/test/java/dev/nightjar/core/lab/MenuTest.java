package dev.nightjar.core.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.Knob.Scale;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.scripted.Labs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class MenuTest {

    private static final Configuration KNOBS = Labs.knobs();

    @Test
    void findsKnobsByName() {
        assertThat(Labs.menu().knob("rate").orElseThrow().constant()).isEqualTo("RATE");
        assertThat(Labs.menu().knob("RATE")).isEmpty();
    }

    @Test
    void refusesTheSameNameTwice() {
        Knob knob = new Knob.IntRange("n", "N", "", 1, 2, 1, Scale.LINEAR);
        assertThatThrownBy(() -> new Menu(List.of(knob, knob), List.of()))
                .hasMessageStartingWith("The knob (n) is in the menu twice.");
    }

    @Test
    void feasibleIsInsideEveryDomainAndCondition() {
        Menu menu = Labs.menu();
        assertThat(menu.feasible(KNOBS)).isTrue();
        assertThat(menu.feasible(KNOBS.with(Map.of("width", new KnobValue.Int(17)))))
                .isFalse();
        assertThat(menu.feasible(new Configuration(Map.of("width", new KnobValue.Int(4)))))
                .isFalse();
        Configuration odd = KNOBS.with(Map.of("width", new KnobValue.Int(5), "mode", new KnobValue.Text("fast")));
        assertThat(menu.feasible(odd)).isFalse();
        assertThat(menu.broken(odd).orElseThrow().doc()).isEqualTo("The fast kernel takes pairs.");
    }

    @Test
    void aKnobIsIdleUnlessItsConditionHoldsAndRestsOnNoIdleKnob() {
        Menu menu = Labs.whenFast();
        assertThat(menu.idle(KNOBS)).containsExactly("rate");
        assertThat(menu.idle(KNOBS.with(Map.of("mode", new KnobValue.Text("fast")))))
                .isEmpty();
        assertThat(Labs.menu().idle(KNOBS)).isEmpty();
    }

    @Test
    void refusesAKnobThatDependsOnWhatStandsBelowIt() {
        Menu menu = Labs.whenFast();
        assertThatThrownBy(() -> new Menu(menu.knobs().reversed(), List.of(), menu.whens()))
                .hasMessageContaining("knob (rate)")
                .hasMessageContaining("(mode == fast)")
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void configurationsKeepTheMenusOrderAndKnowTheirDifferences() {
        Configuration changed = KNOBS.with(Map.of("rate", new KnobValue.Real(0.5)));
        assertThat(changed.values().keySet()).containsExactly("width", "rate", "mode");
        assertThat(changed.differencesFrom(KNOBS)).isEqualTo(Map.of("rate", new KnobValue.Real(0.5)));
        assertThat(KNOBS.differencesFrom(KNOBS)).isEmpty();
        assertThat(KNOBS.get("depth")).isEmpty();
        Map<String, KnobValue> mine = new LinkedHashMap<>(KNOBS.values());
        Configuration copy = new Configuration(mine);
        mine.clear();
        assertThat(copy).isEqualTo(KNOBS);
    }

    @Test
    void directionsKnowWhatIsBetter() {
        assertThat(Direction.LOWER.better(1, 2)).isTrue();
        assertThat(Direction.LOWER.better(2, 2)).isFalse();
        assertThat(Direction.HIGHER.better(2, 1)).isTrue();
        assertThat(Direction.HIGHER.better(Double.NaN, 1)).isFalse();
    }

    @Test
    void labsSayWhatIsMissing() {
        Lab lab = Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty());
        assertThatThrownBy(() -> new Lab(
                        " ",
                        lab.goal(),
                        lab.editable(),
                        lab.scope(),
                        lab.train(),
                        lab.data(),
                        lab.metric(),
                        lab.gate(),
                        lab.search(),
                        lab.checks(),
                        lab.limits()))
                .hasMessageContaining("needs a name")
                .hasMessageContaining("[lab]");
        assertThatThrownBy(() -> train(List.of(), 2)).hasMessageStartingWith("The training command is empty.");
        assertThatThrownBy(() -> train(List.of("java"), 0.5)).hasMessageContaining("The total (0.5x)");
        assertThatThrownBy(() -> new Lab.Metric("m", Direction.LOWER, JudgeKind.SEALED, 1, 2, List.of()))
                .hasMessageContaining("context (1) and rows (2)");
    }

    @Test
    void onlyTheWordJavaMeansAProgramToCompile() {
        assertThat(train(List.of("java"), 2).java()).isTrue();
        assertThat(train(List.of("java", "-jar", "x.jar"), 2).java()).isFalse();
    }

    @Test
    void aTrainingWithOneBudgetForgetsTheOther() {
        Lab.Train train = train(List.of("java"), 2).with(Budget.parse("7 steps"));
        assertThat(train.budget()).hasToString("7 steps");
        assertThat(train.cudaBudget()).isEmpty();
    }

    @Test
    void aLabCannotBeChangedFromOutside() {
        List<String> command = new ArrayList<>(List.of("java"));
        Lab.Train train = train(command, 2);
        command.add("-x");
        assertThat(train.command()).containsExactly("java");
    }

    private static Lab.Train train(List<String> command, double totalFactor) {
        return new Lab.Train(
                command,
                Budget.parse("10 steps"),
                Optional.of(Budget.parse("300s")),
                Duration.ofSeconds(1),
                totalFactor,
                Duration.ofSeconds(1),
                1);
    }
}
