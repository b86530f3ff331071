package dev.nightjar.core.rails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.SourceLanguage.Problem;
import dev.nightjar.core.scripted.Labs;
import dev.nightjar.core.scripted.Lines;
import dev.nightjar.core.scripted.Proposals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RailsTest {

    private static final Lines LINES = new Lines();

    private static RailContext context(Scope scope, OptionalInt changes, Map<String, Integer> fingerprints) {
        Lab lab = Labs.lab(scope, Compare.INCUMBENT, changes);
        return new RailContext(lab, Labs.menu(), LINES, Labs.PROGRAM, Labs.knobs(), fingerprints);
    }

    private static Verdict check(Proposal proposal) {
        return Rails.check(proposal, context(Scope.KNOB, OptionalInt.empty(), Map.of()));
    }

    private static Verdict edit(String text) {
        return Rails.check(new Proposal.Edit(text, "why\nnot"), context(Scope.EDIT, OptionalInt.empty(), Map.of()));
    }

    private static void blocks(Verdict verdict, RailName rail, String... words) {
        assertThat(verdict).isInstanceOf(Verdict.Blocked.class);
        Verdict.Blocked blocked = (Verdict.Blocked) verdict;
        assertThat(blocked.rail()).as(blocked.reason()).isEqualTo(rail);
        assertThat(blocked.reason()).contains(words);
    }

    private static Candidate passes(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        return ((Verdict.Passed) verdict).candidate();
    }

    @Test
    void passesAKnobChangeAsAChangeOfOneLine() {
        Candidate candidate = passes(check(Proposals.width(6)));

        assertThat(candidate.text()).isEqualTo(Labs.PROGRAM.replace("WIDTH = 4", "WIDTH = 6"));
        assertThat(candidate.description()).isEqualTo("width 4 → 6");
        assertThat(candidate.changes()).containsExactly(Map.entry("width", new KnobValue.Int(6)));
        assertThat(candidate.configuration().get("rate")).contains(new KnobValue.Real(0.1));
        assertThat(candidate.fingerprint()).isEqualTo(LINES.fingerprint(candidate.text()));
    }

    @Test
    void describesSeveralChangesInTheirOrder() {
        assertThat(passes(check(Proposals.both(6, 0.5))).description()).isEqualTo("width 4 → 6, rate 0.1 → 0.5");
    }

    @Test
    void blocksAChangeOfNothing() {
        blocks(check(new Proposal.KnobChange(Map.of(), "hm")), RailName.SCHEMA, "changes no knob");
    }

    @Test
    void blocksAnUnknownKnobAndNamesThoseThereAre() {
        blocks(
                check(Proposals.change("depth", new KnobValue.Int(3))),
                RailName.MENU,
                "There is no knob (depth)",
                "[width, rate, mode]");
    }

    @Test
    void blocksMoreKnobsThanTheLabAllows() {
        RailContext oneKnob = context(Scope.KNOB, OptionalInt.of(1), Map.of());
        blocks(Rails.check(Proposals.both(6, 0.5), oneKnob), RailName.MENU, "changes 2 knobs", "allows 1");
        passes(Rails.check(Proposals.width(6), oneKnob));
    }

    @Test
    void blocksValuesOutsideTheDomainAndNamesIt() {
        blocks(check(Proposals.width(17)), RailName.RANGE, "(17)", "(width)", "a whole number from 1 to 16");
        blocks(check(Proposals.rate(0)), RailName.RANGE, "(0.0)", "a number from 0.001 to 1.0");
        blocks(check(Proposals.rate(Double.NaN)), RailName.RANGE, "(NaN)");
        blocks(check(Proposals.rate(Double.POSITIVE_INFINITY)), RailName.RANGE, "(Infinity)");
        blocks(check(Proposals.mode("turbo")), RailName.RANGE, "(turbo)", "one of [slow, fast]");
        blocks(check(Proposals.change("width", new KnobValue.Real(4.5))), RailName.RANGE, "(4.5)");
    }

    @Test
    void blocksFlagsAndTextsWhereNumbersBelong() {
        blocks(check(Proposals.change("width", new KnobValue.Flag(true))), RailName.RANGE, "(true)");
        blocks(check(Proposals.change("rate", new KnobValue.Text("0.2"))), RailName.RANGE, "(0.2)");
        blocks(check(Proposals.change("mode", new KnobValue.Int(1))), RailName.RANGE, "(1)");
    }

    @Test
    void blocksAChangeOfAKnobThatWouldHaveNoEffect() {
        RailContext context = new RailContext(
                Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty()),
                Labs.whenFast(),
                LINES,
                Labs.PROGRAM,
                Labs.knobs(),
                Map.of());
        blocks(
                Rails.check(Proposals.rate(0.5), context),
                RailName.CROSS,
                "The knob (rate) would have no effect",
                "only when (mode == fast)");
        passes(Rails.check(
                new Proposal.KnobChange(
                        Map.of("mode", new KnobValue.Text("fast"), "rate", new KnobValue.Real(0.5)), "both"),
                context));
    }

    @Test
    void blocksABrokenConditionAndQuotesIt() {
        RailContext odd = new RailContext(
                Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty()),
                Labs.menu(),
                LINES,
                Labs.PROGRAM.replace("WIDTH = 4", "WIDTH = 5"),
                Labs.knobs().with(Map.of("width", new KnobValue.Int(5))),
                Map.of());
        blocks(
                Rails.check(Proposals.mode("fast"), odd),
                RailName.CROSS,
                "(mode == slow || width % 2 == 0)",
                "{mode=fast}",
                "The fast kernel takes pairs.");
    }

    @Test
    void blocksARewriteThatTouchesMoreThanOneLineAKnob() {
        RailContext constantTwice = new RailContext(
                Labs.lab(Scope.KNOB, Compare.INCUMBENT, OptionalInt.empty()),
                Labs.menu(),
                LINES,
                Labs.PROGRAM + "WIDTH = 4\n",
                Labs.knobs(),
                Map.of());
        blocks(Rails.check(Proposals.width(6), constantTwice), RailName.DIFF_LINT, "one line a knob");
    }

    @Test
    void blocksAChangeThatChangesNothing() {
        blocks(check(Proposals.width(4)), RailName.NOOP, "the same");
        blocks(check(Proposals.change("width", new KnobValue.Real(4.0))), RailName.NOOP, "the same");
    }

    @Test
    void blocksWhatWasTriedAndSaysWhen() {
        String print = LINES.fingerprint(Labs.PROGRAM.replace("WIDTH = 4", "WIDTH = 6"));
        blocks(
                Rails.check(Proposals.width(6), context(Scope.KNOB, OptionalInt.empty(), Map.of(print, 7))),
                RailName.DUPLICATE,
                "Experiment 7 already tried");
        blocks(
                Rails.check(Proposals.width(6), context(Scope.KNOB, OptionalInt.empty(), Map.of(print, 0))),
                RailName.DUPLICATE,
                "is the baseline");
    }

    @Test
    void blocksAnEditWhereOnlyKnobsMayChange() {
        blocks(check(new Proposal.Edit(Labs.PROGRAM, "x")), RailName.MENU, "scope = \"edit\"");
    }

    @Test
    void passesAnEditThatLeavesTheKnobsAloneByItsReason() {
        Candidate candidate = passes(edit(Labs.PROGRAM.replace("CLIP = 1", "CLIP = 2")));
        assertThat(candidate.changes()).isEmpty();
        assertThat(candidate.description()).isEqualTo("why");
        assertThat(candidate.configuration()).isEqualTo(Labs.knobs());
    }

    @Test
    void readsTheKnobsOutOfAnEdit() {
        Candidate candidate = passes(edit(Labs.PROGRAM.replace("WIDTH = 4", "WIDTH = 8") + "EXTRA = 1\n"));
        assertThat(candidate.description()).isEqualTo("width 4 → 8");
    }

    @Test
    void blocksEditsThatAreNoProgram() {
        blocks(edit("WIDTH = 4\nRATE 0.1\n"), RailName.DIFF_LINT, "Line 2", "expected =");
    }

    @Test
    void blocksEditsThatTakeAKnobOutOfItsDomainOrAway() {
        blocks(edit(Labs.PROGRAM.replace("WIDTH = 4", "WIDTH = 99")), RailName.RANGE, "(WIDTH) is 99");
        blocks(edit(Labs.PROGRAM.replace("WIDTH = 4\n", "")), RailName.RANGE, "(WIDTH) is gone", "whole number");
    }

    @Test
    void blocksEditsThatBreakACondition() {
        String text = Labs.PROGRAM.replace("WIDTH = 4", "WIDTH = 5").replace("slow", "fast");
        blocks(edit(text), RailName.CROSS, "does not hold");
    }

    @Test
    void blocksEditsOfCommentsAndSpaces() {
        blocks(edit("# another comment\n" + Labs.PROGRAM.replace(" = ", "=")), RailName.NOOP, "the same");
    }

    @Test
    void blocksWhatIsForbiddenUnlessThePersonWroteIt() {
        blocks(edit(Labs.PROGRAM + "HOOK = exec\n"), RailName.DIFF_LINT, "Line 6", "exec starts a process");
        RailContext used = new RailContext(
                Labs.lab(Scope.EDIT, Compare.INCUMBENT, OptionalInt.empty()),
                Labs.menu(),
                LINES,
                Labs.PROGRAM + "HOOK = exec\n",
                Labs.knobs(),
                Map.of());
        passes(Rails.check(Proposals.width(6), used));
    }

    @Test
    void countsLinesOnlyBetweenTextsOfTheSameLength() {
        assertThat(DiffLint.changedLines("a\nb\nc\n", "a\nB\nC\n")).isEqualTo(2);
        assertThat(DiffLint.changedLines("a\n", "a\n")).isZero();
        assertThat(DiffLint.changedLines("a\n", "a\nb\n")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aBlockNeedsAReason() {
        assertThatThrownBy(() -> new Verdict.Blocked(RailName.NOOP, " "))
                .hasMessage("A block by rail (R6_noop) needs a reason.\nMaybe the rail's message is empty.");
    }

    @Test
    void railsAreNumberedInTheirOrder() {
        assertThat(List.of(RailName.values()))
                .extracting(RailName::id)
                .containsExactly(
                        "R1_schema",
                        "R2_menu",
                        "R3_range",
                        "R4_cross",
                        "R5_diff_lint",
                        "R6_noop",
                        "R7_duplicate",
                        "R8_preflight");
        assertThat(RailName.of("R4_cross")).isEqualTo(RailName.CROSS);
        assertThatThrownBy(() -> RailName.of("R9_vibes"))
                .hasMessageContaining("(R9_vibes)")
                .hasMessageContaining("newer");
    }

    @Test
    void theDoubleLanguageFindsItsOwnProblems() {
        assertThat(LINES.syntax(Labs.PROGRAM)).isEmpty();
        assertThat(LINES.syntax("nonsense")).isEqualTo(Optional.of(new Problem(1, "expected =")));
    }
}
