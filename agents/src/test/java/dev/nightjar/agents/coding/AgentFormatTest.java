package dev.nightjar.agents.coding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agents.coding.AgentFormat.Said;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What agents print when they are done.
final class AgentFormatTest {

    @Test
    void readsOneObjectWithAResultAndItsPrice() {
        Said said = AgentFormat.CLAUDE.read("""
                warn: something
                {"type":"result","is_error":false,"result":"Done.\\nHypothesis: smaller.","total_cost_usd":0.0375,
                 "usage":{"input_tokens":12,"cache_creation_input_tokens":100,"cache_read_input_tokens":5000,"output_tokens":77}}
                """);
        assertThat(said).isEqualTo(new Said("Done.\nHypothesis: smaller.", 5112, 77, 5000, 0.0375));
        assertThat(AgentRemarks.in(said.text()).hypothesis()).contains("smaller.");
    }

    @Test
    void readsEventsALine() {
        Said said = AgentFormat.CODEX.read("""
                {"type":"thread.started","thread_id":"1"}
                {"type":"item.completed","item":{"id":"i1","type":"agent_message","text":"I begin."}}
                not json
                {"type":"item.completed","item":{"id":"i2","type":"agent_message","text":"Done."}}
                {"type":"turn.completed","usage":{"input_tokens":26549,"cached_input_tokens":22272,"output_tokens":1590}}
                """);
        assertThat(said).isEqualTo(new Said("Done.", 26549, 1590, 22272, 0));
    }

    @Test
    void readsOneObjectWithTheTokensOfEachModel() {
        Said said = AgentFormat.GEMINI.read("""
                {"response": "Done.", "stats": {"models": {
                   "pro": {"tokens": {"prompt": 100, "candidates": 10, "cached": 40}},
                   "flash": {"tokens": {"prompt": 5, "candidates": 1, "cached": 0}}}}}
                """);
        assertThat(said).isEqualTo(new Said("Done.", 105, 11, 40, 0));
    }

    @Test
    void readsLinesAboutTokens() {
        String output = """
                Applied edit to Train.java
                Tokens: 5.9k sent, 1.2k received. Cost: $0.02 message, $0.02 session.
                Tokens: 1.1M sent, 12k cache hit, 300 received. Cost: $0.03 message, $0.05 session.
                """;
        assertThat(AgentFormat.AIDER.read(output)).isEqualTo(new Said(output, 1_105_900, 1_500, 0, 0.05));
    }

    @ParameterizedTest
    @EnumSource(AgentFormat.class)
    void whatCannotBeReadCostsNothingAndSaysWhatItSays(AgentFormat format) {
        for (String output : List.of(
                "",
                "Hypothesis: none.",
                "{\"result\": 7}",
                "{\"response\": {}, \"stats\": []}",
                "{",
                "null",
                "[]",
                "Tokens: k sent, M received.",
                "{\"result\":\"x\",\"total_cost_usd\":-1,\"usage\":{\"input_tokens\":-5}}")) {
            Said said = format.read(output);
            assertThat(said.cost()).isZero();
            assertThat(said.tokensIn()).isZero();
        }
        assertThat(format.read("Hypothesis: none.").text()).isEqualTo("Hypothesis: none.");
    }
}
