package dev.nightjar.agents.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.answer.EditNotes;
import dev.nightjar.agents.night.Night;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Optimizer.Insight;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `docs/reference/prompts.md` is what the code says. Where it is not, run this test with
/// `-Dprompts.write=true`.
final class PromptExamplesTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "prompts.md");

    @Test
    void theReferenceShowsWhatModelsAreTold() throws IOException {
        String page = page();
        if (Boolean.getBoolean("prompts.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    /// What `auto` could say after some more measurements than the example has.
    private static Insight learnt() {
        Map<String, Double> importance = new LinkedHashMap<>();
        importance.put("lr", 0.71);
        importance.put("momentum", 0.22);
        importance.put("warmdown", 0.07);
        Map<String, KnobValue> two = new LinkedHashMap<>();
        two.put("lr", new KnobValue.Real(1.28));
        two.put("warmdown", new KnobValue.Real(0.55));
        return new Insight(importance)
                .with(List.of(
                        two,
                        Map.of("momentum", new KnobValue.Real(0.97)),
                        Map.of("total_batch", new KnobValue.Int(1024))));
    }

    private static String page() {
        ProposalContext asked = knobs().context(refused());
        Prompt knobs = Prompts.propose(asked, PromptSettings.LARGE, List.of(InsightText.of(learnt(), asked.base())));
        Prompt small = Prompts.propose(knobs().context(), PromptSettings.SMALL, List.of());
        Prompt edits = Prompts.propose(edits().context(crashed()), PromptSettings.LARGE, List.of());
        return """
                # Prompts

                What a model is told, word for word, for a toy with six knobs; [proposals](../concepts/proposals.md) says why. A test makes this page from
                the code.

                ## Scope `knob`: the system prompt

                %s

                ## Scope `knob`: the question, after four experiments and a refused try

                %s

                ## The same for a small model

                %s

                ## Scope `edit`: the system prompt

                %s

                ## Scope `edit`: the question, after a crash in the first steps

                %s
                """.formatted(
                        fenced(knobs.system()),
                        fenced(knobs.user()),
                        fenced(small.user()),
                        fenced(edits.system()),
                        fenced(edits.user()));
    }

    private static String fenced(String text) {
        return "`````text\n" + text + "\n`````";
    }

    private static Night knobs() {
        return new Night(Scope.KNOB)
                .replicate(1.8021)
                .replicate(1.7988)
                .knob("lr", new KnobValue.Real(1.5), 1.79)
                .noted(Map.of(
                        "hypothesis", "The loss still falls at the end, so larger steps get further.",
                        "next_action_hint", "If it gets worse, give it a longer warm-down."))
                .knob("lr", new KnobValue.Real(3), 1.85)
                .crash("n_layer", new KnobValue.Int(8), "The program was out of memory.")
                .lesson("Rates above 2 are too high for this budget.", List.of(2), List.of())
                .knob("momentum", new KnobValue.Real(0.9), 1.7912)
                .told("try fewer layers");
    }

    private static Refusal refused() {
        return new Refusal(
                new Proposal.Unparsed("{\"knob\": \"warmdown\", \"new_value\": 1.5, \"reason\": \"Longer.\"}"),
                "toy-model",
                Optional.of(RailName.RANGE),
                "The value (1.5) of knob (warmdown) is not a number from 0.1 to 1.0.");
    }

    private static Night edits() {
        String text = Night.SOURCE.replace("2 * x;", "2 * x * x;");
        Night night = new Night(Scope.EDIT).edit(text, "Cube the loss.", 1.9);
        return night.noted(
                new LinkedHashMap<>(EditNotes.of(Night.SOURCE, text, "Toy.java").notes()));
    }

    private static Refusal crashed() {
        return new Refusal(
                new Proposal.Edit(
                        Night.SOURCE.replace("(double) step / last", "step / (last - last)"), "A steeper schedule."),
                "toy-model",
                Optional.empty(),
                "The program ended with exit code 1.\nIts last lines:\nException in thread \"main\" java.lang.ArithmeticException: / by zero\n\tat Toy.schedule(Toy.java:16)");
    }
}
