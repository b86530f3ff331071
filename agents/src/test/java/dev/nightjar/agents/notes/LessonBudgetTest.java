package dev.nightjar.agents.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Lesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LessonBudgetTest {

    private static Lesson lesson(String text, Integer... experiments) {
        return new Lesson(text, Arrays.asList(experiments), List.of());
    }

    private static LessonBudget standing(int tokens, Lesson... lessons) {
        return new LessonBudget(
                IntStream.range(0, lessons.length)
                        .mapToObj(i -> new Event.Lesson(i + 1, i + 1, lessons[i]))
                        .toList(),
                tokens);
    }

    @Test
    void letsInNothingAboutExperimentsThatWereNever() {
        LessonBudget budget = standing(1000, lesson("Depth hurts.", 1));

        assertThat(budget.admitted(
                        List.of(new Lesson("Rates above two diverge.", List.of(2, 99), List.of(1, 7))), 5, 1))
                .containsExactly(new Lesson("Rates above two diverge.", List.of(2), List.of(1)));
    }

    @Test
    void takesOneThatIsSaidAgainAsMoreEvidence() {
        LessonBudget budget = standing(1000, lesson("Rates above two diverge quickly.", 1));

        assertThat(budget.admitted(List.of(lesson("Rates above two diverge quickly!", 4)), 5, 1))
                .containsExactly(new Lesson("Rates above two diverge quickly!", List.of(1, 4), List.of(1)));
        assertThat(budget.admitted(List.of(lesson("rates above two diverge quickly", 1)), 5, 1))
                .isEmpty();
    }

    @Test
    void letsInNoMoreThanItMay() {
        assertThat(standing(1000).admitted(List.of(lesson("a b c"), lesson("d e f"), lesson("g h i")), 5, 2))
                .hasSize(2);
    }

    @Test
    void makesRoomByRetiringWhatFewestExperimentsShow() {
        LessonBudget budget = standing(
                60,
                lesson("Depth beyond six layers never pays at this budget.", 1, 2, 3),
                lesson("Warm-up is not needed.", 4),
                lesson("The batch wants to be small.", 5, 6));
        Lesson fresh = lesson("Momentum near 0.95 is best.", 7, 8);

        assertThat(budget.fits(List.of(fresh))).isFalse();
        List<Lesson> kept = budget.byRule(List.of(fresh));
        assertThat(kept).containsExactly(new Lesson(fresh.text(), List.of(7, 8), List.of(2)));
        assertThat(budget.fits(kept)).isTrue();
    }

    @Test
    void retiresTheOlderOfTwoThatSayTheSame() {
        LessonBudget budget = standing(
                50,
                lesson("A larger batch is worse for this model.", 1, 2, 3),
                lesson("A larger batch is worse for this model too.", 4));

        assertThat(budget.byRule(List.of(lesson("Decay helps.", 7))).getFirst().retires())
                .containsExactly(1);
    }

    @Test
    void neverOutgrowsItsBudgetHoweverMuchIsLearnt() {
        List<Event.Lesson> all = new ArrayList<>();
        List<Event.Lesson> standing = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            LessonBudget budget = new LessonBudget(standing, 400);
            Lesson fresh = lesson("Lesson %d is about %x and %x.".formatted(i, i * 7919L, i * 104729L), i);
            Lesson kept = budget.byRule(List.of(fresh)).getFirst();
            all.add(new Event.Lesson(i, i, kept));
            standing.removeIf(old -> kept.retires().contains(old.id()));
            standing.add(all.getLast());

            assertThat(new LessonBudget(standing, 400).fits(List.of())).isTrue();
        }
        assertThat(standing).hasSizeGreaterThan(5);
        assertThat(standing.getLast().id()).isEqualTo(300);
    }

    @Test
    void changesNothingWithoutAReason() {
        assertThat(standing(10, lesson("Too long for ten tokens, by far, but there is nothing new."))
                        .byRule(List.of()))
                .isEmpty();
        Lesson fresh = lesson("Short.");
        assertThat(standing(1000, lesson("Other.")).byRule(List.of(fresh))).containsExactly(fresh);
    }
}
