package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AuditOrderTest {

    private static final int CONTEXT = 32;
    private static final int MOST = 16;
    private final AuditOrder order = new AuditOrder(CONTEXT, MOST);

    /// Few rows and many audits, so that most rows are asked many times.
    private final int[] places =
            new SplittableRandom(1).ints(2_000, 0, 40 * CONTEXT).toArray();

    @Test
    void asksForEachPlaceOnce() {
        List<List<Integer>> frames = order.frames(places, new SplittableRandom(2));
        assertThat(frames.stream().flatMap(List::stream))
                .containsExactlyInAnyOrder(
                        Arrays.stream(places).distinct().boxed().toArray(Integer[]::new));
        assertThat(frames).allSatisfy(frame -> assertThat(frame).hasSizeBetween(1, MOST));
    }

    @Test
    void asksARowOnceAFrameAndEachTimeFurtherRight() {
        Map<Integer, Integer> last = new HashMap<>();
        for (List<Integer> frame : order.frames(places, new SplittableRandom(2))) {
            Set<Integer> rows = new HashSet<>();
            for (int place : frame) {
                int row = place / CONTEXT;
                assertThat(rows.add(row)).as("row %d twice", row).isTrue();
                assertThat(place % CONTEXT).isGreaterThan(last.getOrDefault(row, -1));
                last.put(row, place % CONTEXT);
            }
        }
    }

    @Test
    void framesAreFullWhereThereAreRowsEnough() {
        int[] many = new SplittableRandom(1)
                .ints(1_600, 0, 5_000 * CONTEXT)
                .distinct()
                .toArray();
        List<List<Integer>> frames = order.frames(many, new SplittableRandom(2));
        assertThat(frames).hasSizeLessThanOrEqualTo(many.length / MOST + 3);
    }

    @Test
    void witnessesAnswerLaterAuditsOneARow() {
        List<List<Integer>> frames = order.frames(places, new SplittableRandom(2));
        List<Integer> again = order.again(frames, 32, new SplittableRandom(3)).stream()
                .flatMap(List::stream)
                .toList();
        Set<Integer> later = new HashSet<>();
        frames.subList(frames.size() / 2, frames.size()).forEach(later::addAll);
        assertThat(again).hasSize(32).isSubsetOf(later);
        assertThat(again.stream().map(place -> place / CONTEXT)).doesNotHaveDuplicates();
    }
}
