package dev.nightjar.agents.proposer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.prompt.PromptSettings;
import dev.nightjar.agents.scripted.Answering;
import dev.nightjar.agents.scripted.Night;
import dev.nightjar.agents.scripted.Scripted;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HybridTest {

    private final Scripted optimizer = new Scripted("auto", _ -> Night.width(32));
    private final Scripted model = new Scripted("model", _ -> Night.rate(0.05));
    private final Hybrid always = new Hybrid(optimizer, model, 1, 0, Night.LANGUAGE);
    private final Night night = new Night(Scope.KNOB);

    private Night played(int experiments) {
        for (int i = 0; i < experiments; i++) {
            night.tried("auto", Night.width(20 + i), 2.5 - 0.01 * i);
        }
        return night;
    }

    @Test
    void theModelHasItsShareOfTheTurnsAndNoneBeforeItsTime() {
        Hybrid hybrid = new Hybrid(optimizer, new Remote(model), 0.3, 10, Night.LANGUAGE);
        List<Integer> turns = IntStream.rangeClosed(1, 1010)
                .filter(number -> hybrid.elsewhere(night.context(number, List.of())))
                .boxed()
                .toList();
        assertThat(turns).hasSizeBetween(270, 330).allMatch(number -> number > 10);
        assertThat(turns)
                .as("the same for everybody with this seed")
                .isEqualTo(IntStream.rangeClosed(1, 1010)
                        .filter(number -> hybrid.elsewhere(night.context(number, List.of())))
                        .boxed()
                        .toList());
    }

    @Test
    void theModelOverridesTheOptimizer() {
        Suggestion suggestion = always.propose(played(3).next());

        assertThat(suggestion.by()).isEqualTo("model");
        assertThat(suggestion.proposal()).isEqualTo(Night.rate(0.05));
        assertThat(suggestion.notes().get("hybrid")).isEqualTo(Map.of("optimizer", "overridden", "other", "auto"));
    }

    @Test
    void theModelAgreesInWordsOfItsOwn() {
        model.says =
                _ -> new Proposal.Unparsed("{\"knob\": \"width\", \"new_value\": 32, \"reason\": \"Yes, wider.\"}");

        Suggestion suggestion = always.propose(played(3).next());

        assertThat(suggestion.by()).isEqualTo("auto");
        assertThat(suggestion.proposal()).isEqualTo(Night.width(32));
        assertThat(suggestion.notes().get("hybrid")).isEqualTo(Map.of("optimizer", "accepted", "other", "model"));
        assertThat(suggestion.account()).as("the consent was paid for").isPresent();
    }

    @Test
    void whatTheRailsBlockIsNoConsentAndStandsAsItWasSaid() {
        model.says = _ -> new Proposal.Unparsed("Sounds good to me!");
        Suggestion suggestion = always.propose(played(3).next());
        assertThat(suggestion.by()).isEqualTo("model");
        assertThat(suggestion.tries()).isEqualTo(Tries.MODEL);
    }

    @Test
    void theModelSeesWhatTheOptimizerKnows() {
        always.propose(played(24).next());

        ProposalContext seen = model.asked.getFirst();
        assertThat(seen.program())
                .startsWith("Lower the loss.")
                .contains("## What the optimizer knows")
                .contains("Its own next try: width → 32")
                .contains("The best quartile (6 of 25 measured):")
                .contains("- width: mean 36.")
                .contains("- rate: mean 0.10000, spread ×/÷ 1.0000")
                .contains("- mode: slow 6×, fast 0×")
                .contains("The best 5:\n- loss = 2.0000: the baseline")
                .contains("The last 20 experiments:\n- 5 ")
                .contains("- 24 {width=43}: discard 2.2700");
        assertThat(optimizer.asked.getFirst().program()).isEqualTo("Lower the loss.");
    }

    @Test
    void aModelSeesItInAPartOfItsPrompt() {
        Answering answering = new Answering(_ -> "{\"knob\": \"width\", \"new_value\": 32, \"reason\": \"I agree.\"}");
        Hybrid hybrid = new Hybrid(
                optimizer, new Remote(new ModelProposer(answering, PromptSettings.LARGE)), 1, 0, Night.LANGUAGE);
        assertThat(hybrid.propose(played(3).next()).by()).isEqualTo("auto");
        assertThat(answering.asked.getFirst().user())
                .contains("## What the optimizer knows")
                .contains("width → 32");
        assertThat(answering.asked.getFirst().system())
                .contains("Lower the loss.")
                .doesNotContain("What the optimizer");
    }

    @Test
    void saysWhichKnobsGoTogether() {
        for (int i = 0; i < 32; i++) {
            double loss = i < 8 ? 1.9 - 0.01 * i : 3;
            night.tried(
                    "auto",
                    new Proposal.KnobChange(
                            Map.of(
                                    "width", new dev.nightjar.core.lab.KnobValue.Int(10 + 4 * (i % 8)),
                                    "rate", new dev.nightjar.core.lab.KnobValue.Real(0.5 / (1 << (i % 8)))),
                            ""),
                    loss);
        }
        assertThat(Standing.of(night.next()).history())
                .contains("Knobs that go together there (correlation):\n- width and rate: -1.00");
    }
}
