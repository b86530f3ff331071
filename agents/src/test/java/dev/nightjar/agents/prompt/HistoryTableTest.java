package dev.nightjar.agents.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.ledger.ExperimentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class HistoryTableTest {

    private static final OptionalDouble NOISE = OptionalDouble.of(0.001);

    private static Row row(int number, String group, ExperimentStatus status, double gain) {
        boolean measured = status == ExperimentStatus.KEEP || status == ExperimentStatus.DISCARD;
        return new Row(
                number,
                group,
                group + " → " + number,
                status,
                measured ? OptionalDouble.of(2 - gain) : OptionalDouble.empty(),
                measured ? OptionalDouble.of(gain) : OptionalDouble.empty(),
                measured ? "" : "It did not work.",
                "toy-model");
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(1, "lr", ExperimentStatus.KEEP, 0.02));
        rows.add(row(2, "lr", ExperimentStatus.BLOCKED, 0));
        rows.add(row(3, "lr", ExperimentStatus.DISCARD, -0.0005));
        rows.add(row(4, "depth", ExperimentStatus.DISCARD, -0.5));
        rows.add(row(5, "depth", ExperimentStatus.CRASH, 0));
        rows.add(row(6, "lr", ExperimentStatus.BLOCKED, 0));
        rows.add(row(7, "depth", ExperimentStatus.DISCARD, -0.001));
        rows.add(row(8, "lr", ExperimentStatus.DISCARD, -0.002));
        return rows;
    }

    @Test
    void showsEveryRowWhereThereIsRoom() {
        String table = new HistoryTable(rows(), NOISE).within(10_000);

        assertThat(table.lines()).hasSize(10);
        assertThat(table)
                .startsWith("lr\n  #1 lr → 1 | keep | 1.98 | better by 0.02\n  #2 ")
                .doesNotContain("older");
    }

    @Test
    void sumsUpWhatTellsLeastFirst() {
        HistoryTable table = new HistoryTable(rows(), NOISE);
        String whole = table.within(10_000);
        String shorter = table.within(Tokens.of(whole) - 8);

        assertThat(shorter)
                .contains("  #2 lr → 2 | blocked\n", "#1 lr → 1 | keep", "#3 ", "#4 depth → 4 | discard", "#6 ");
    }

    @Test
    void sumsUpManyOldRowsInOneLineAGroup() {
        List<Row> rows = new ArrayList<>(rows());
        for (int i = 9; i <= 40; i++) {
            rows.add(row(i, i % 2 == 0 ? "lr" : "depth", ExperimentStatus.DISCARD, -i / 1e5));
        }

        String table = new HistoryTable(rows, NOISE).within(200);

        assertThat(Tokens.of(table)).isLessThanOrEqualTo(200);
        assertThat(table)
                .contains(
                        "older (#2 to #", " discard, 2 blocked; from worse by 0.0005 (within noise) to worse by 0.0001")
                .contains("#1 lr → 1 | keep", "#4 depth → 4 | discard", "#38 ", "#39 ", "#40 ")
                .doesNotContain("#9 ");
    }

    @Test
    void neverTakesMoreThanItMay() {
        List<Row> many = new ArrayList<>();
        for (int i = 1; i <= 400; i++) {
            many.add(row(i, "part " + i, ExperimentStatus.DISCARD, -0.01));
        }
        for (int tokens : List.of(50, 300, 1_000, 5_000, 50_000)) {
            assertThat(Tokens.of(new HistoryTable(many, NOISE).within(tokens))).isLessThanOrEqualTo(tokens);
        }
    }

    @Test
    void isEmptyBeforeTheFirstExperiment() {
        assertThat(new HistoryTable(List.of(), OptionalDouble.empty()).within(300))
                .isEmpty();
    }
}
