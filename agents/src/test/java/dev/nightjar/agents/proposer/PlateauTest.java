package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.scripted.Night;
import dev.nightjar.agents.scripted.Scripted;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.run.Basis;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PlateauTest {

    private final Night night = new Night(Scope.KNOB);
    private final Scripted optimizer = Scripted.counting("auto");
    private final Scripted strong = Scripted.counting("strong");

    @Test
    void changesTheSourceWhenNothingIsKeptAndReturnsWithTheNextKeep() {
        Plateau plateau = new Plateau(
                List.of(new Plateau.Source("optimizer", optimizer), new Plateau.Source("model", strong)), 3);
        List<String> asked = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            asked.add(plateau.propose(night.next()).by());
            night.tried("x", Night.width(i + 20), i == 9 ? 1.5 : 3);
        }
        assertThat(asked)
                .containsExactly(
                        "auto", "auto", "auto", "auto", // the one just before is not looked at
                        "strong", "strong", "strong", "auto", "auto", "auto", // in a circle
                        "auto", "auto"); // experiment 9 was kept
    }

    @Test
    void saysWhyTheSourceChanged() {
        Plateau plateau = new Plateau(
                List.of(new Plateau.Source("optimizer", optimizer), new Plateau.Source("model", strong)), 2);
        for (int i = 1; i <= 4; i++) {
            night.tried("x", Night.width(i + 20), 3);
        }
        assertThat(plateau.propose(night.next()).notes())
                .containsEntry("plateau", Map.of("without_keep", 3, "source", "model"));
    }

    /// Keeps at widths 20 and 24, then at a rate of 0.05.
    private static Night climbed(Night night) {
        return night.tried("x", Night.width(20), 1.9)
                .tried("x", Night.width(24), 1.8)
                .tried("x", Night.rate(0.05), 1.7);
    }

    private static Configuration after(Night night, Suggestion suggestion) {
        return new Reading(Night.LANGUAGE)
                .candidate(suggestion.proposal(), night.next())
                .map(Candidate::configuration)
                .orElseThrow();
    }

    @Test
    void jumpsToAnEarlierIncumbentAndOneStepOn() {
        climbed(night);
        Scripted inner = new Scripted(
                "auto", context -> new Proposal.KnobChange(Map.of("mode", new KnobValue.Text("fast")), "faster"));

        Suggestion suggestion = new JumpBack(inner, night::source, Night.LANGUAGE).propose(night.next());

        ProposalContext there = inner.asked.getFirst();
        assertThat(there.baseCommit()).isNotEqualTo("c3").isIn("base", "c1", "c2");
        assertThat(there.source()).isEqualTo(night.source(there.baseCommit()));
        assertThat(after(night, suggestion)).isEqualTo(there.base().with(Map.of("mode", new KnobValue.Text("fast"))));
        assertThat(suggestion.basis()).isEqualTo(Basis.NOW);
        assertThat(suggestion.notes()).containsKey("jumped_back_to");
    }

    @Test
    void jumpsWithAWholeTextWhereEditsAreAllowed() {
        Night edits = climbed(new Night(Scope.EDIT));
        Scripted inner = new Scripted(
                "model", context -> new Proposal.Edit(context.source().replace("CLIP = 1", "CLIP = 2"), "clip"));
        Suggestion suggestion = new JumpBack(inner, edits::source, Night.LANGUAGE).propose(edits.next());
        String expected = edits.source(inner.asked.getFirst().baseCommit()).replace("CLIP = 1", "CLIP = 2");
        assertThat(suggestion.proposal())
                .isInstanceOfSatisfying(
                        Proposal.Edit.class, edit -> assertThat(edit.text()).isEqualTo(expected));
    }

    @Test
    void goesPartOfTheWayWhereOneKnobIsAllowed() {
        Night one = climbed(new Night(Scope.KNOB, OptionalInt.of(1)));
        Scripted inner = new Scripted(
                "auto", _ -> new Proposal.KnobChange(Map.of("mode", new KnobValue.Text("fast")), "faster"));
        Suggestion suggestion = new JumpBack(inner, one::source, Night.LANGUAGE).propose(one.next());
        assertThat(suggestion.proposal())
                .isInstanceOfSatisfying(
                        Proposal.KnobChange.class,
                        change -> assertThat(change.changes()).hasSize(1));
        assertThat(new Reading(Night.LANGUAGE).candidate(suggestion.proposal(), one.next()))
                .as("a program that nobody tried")
                .isPresent();
    }

    @Test
    void asksAsUsualWhereThereIsNowhereToJump() {
        Suggestion suggestion = new JumpBack(optimizer, night::source, Night.LANGUAGE).propose(night.next());
        assertThat(suggestion.notes()).isEmpty();
        climbed(night);
        Scripted lost = new Scripted("auto", _ -> new Proposal.Unparsed("where am I?"));
        assertThat(new JumpBack(lost, night::source, Night.LANGUAGE)
                        .propose(night.next())
                        .account()
                        .orElseThrow()
                        .calls())
                .as("both questions were paid for")
                .isEqualTo(2);
        assertThat(lost.asked.getLast().baseCommit()).isEqualTo("c3");
    }
}
