package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cli.SmallLab.Said;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.run.RunState;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs that ask a model over HTTP.
final class ModelRunTest {

    @TempDir
    Path root;

    private SmallLab lab;

    @BeforeEach
    void makeLab() throws IOException, InterruptedException {
        lab = new SmallLab(root);
    }

    private static String x(double value) {
        return "{\"knob\": \"x\", \"new_value\": %s, \"reason\": \"down\"}".formatted(value);
    }

    private List<Entry> ledger(String tag) {
        return LedgerReader.read(new RunFolder(lab.run(tag)));
    }

    private Said ask(String tag, int experiments, String... more) {
        return lab.nightjar(Stream.concat(
                        Stream.of("run", "--tag", tag, "--seed", "3", "--experiments", "" + experiments),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void aModelsProposalsAreTriedMendedReportedAndReplayed() throws IOException {
        List<String> answers = List.of(
                x(2.5),
                x(99), // out of range, mended by the next
                x(2),
                "Let me think. ```json\n" + x(1.5) + "\n``` Good luck!",
                "I have no idea.", // no proposal, mended by the next
                x(1),
                "{\"proposal\": " + x(0.5) + ", \"next_action_hint\": \"look between\"}");
        try (ScriptedModel model = new ScriptedModel(number -> answers.get(Math.min(number, answers.size()) - 1))) {
            lab.write("nightjar.toml", model.toml("elsewhere"));

            Said said = ask("one", 5, "--model", "small");

            assertThat(said.code()).as(said.err()).isZero();
            RunState state = RunState.of(ledger("one"));
            assertThat(state.run().proposer()).isEqualTo("llm small, else auto");
            assertThat(state.experiments())
                    .allSatisfy(one -> assertThat(one.proposed().proposer()).isEqualTo("small"));
            assertThat(state.experiments().get(1).refusals()).hasSize(1);
            assertThat(state.experiments().get(3).refusals()).hasSize(1);
            assertThat(state.incumbent().orElseThrow().experiment()).isEqualTo(4);
            assertThat(model.prompts().get(2)).as("the refusal's reason").contains("99");
            String report = lab.nightjar("report", "one").out();
            assertThat(report)
                    .contains("Proposals, by who made them", "small was refused by", "of their latency passed");
            assertThat(lab.run("one").resolve("notes.md")).content().contains("x");
            assertThat(lab.nightjar("export", "one", "--format", "pi-jsonl").out())
                    .as("a model's reason is its hypothesis")
                    .contains("\"hypothesis\":\"down\"")
                    .contains("\"next_action_hint\":\"look between\"");
        }

        Said again = ask(
                "two",
                5,
                "--proposer",
                "replay",
                lab.run("one").resolve("exchanges.jsonl").toString());

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(said("two")).isEqualTo(said("one"));
    }

    /// What was proposed, by whom, at what cost, and what became of it; without the times that it took.
    private List<String> said(String tag) {
        return RunState.of(ledger(tag)).experiments().stream()
                .map(one -> one.tries().stream()
                                .map(attempt ->
                                        attempt.proposal() + " by " + attempt.proposer() + " for " + attempt.account())
                                .toList()
                        + " " + one.refusals() + " " + one.status() + " " + one.metric())
                .toList();
    }

    @Test
    void aReplaysOptimizerLearnsFromTheRunsOfThen() throws IOException {
        ask("before", 6, "--proposer", "auto");
        try (ScriptedModel model = new ScriptedModel(number -> x(1 + number / 100.0))) {
            lab.write("nightjar.toml", model.toml("here") + "\n[proposer.hybrid]\nshare = 0.5\nafter = 1\n");
            ask("one", 5, "--proposer", "hybrid", "--model", "small");
        }
        ask("between", 3, "--proposer", "random");

        Said again = ask(
                "two",
                5,
                "--proposer",
                "replay",
                lab.run("one").resolve("exchanges.jsonl").toString());

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(said("two")).isEqualTo(said("one"));
        assertThat(RunState.of(ledger("two")).recalled()).isNotEmpty();
    }

    @Test
    void theNightGoesOnWithTheOptimizerWhileTheModelIsOutOfOrder() throws IOException {
        try (ScriptedModel model = new ScriptedModel(_ -> "401")) {
            lab.write("nightjar.toml", model.toml("here"));

            Said said = ask("t", 4, "--proposer", "llm", "--model", "small");

            assertThat(said.code()).as(said.err()).isZero();
            RunState state = RunState.of(ledger("t"));
            assertThat(state.decided()).hasSize(4);
            assertThat(state.experiments())
                    .extracting(one -> one.proposed().proposer())
                    .containsOnly("auto");
            assertThat(state.words().noted().toString()).contains("fallback");
        }
        String key = System.getenv("PATH"); // stands in for one: a variable that is there everywhere
        try (Stream<Path> files = Files.walk(lab.run("t"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(key);
            }
        }
    }

    @Test
    void anHybridsOptimizerProposesAndTheModelOnItsTurns() throws IOException {
        try (ScriptedModel model = new ScriptedModel(number -> x(1 + number / 100.0))) {
            lab.write(
                    "nightjar.toml",
                    model.toml("elsewhere") + "\n[proposer]\nkind = \"hybrid\"\nmodel = \"small\"\n"
                            + "[proposer.hybrid]\nshare = 0.5\nafter = 2\n");

            Said said = ask("t", 10);

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(RunState.of(ledger("t")).experiments())
                    .extracting(one -> one.proposed().proposer())
                    .contains("auto", "small")
                    .startsWith("auto", "auto");
        }
    }

    @Test
    void theReportSaysWhatACriticSpared() throws IOException {
        try (ScriptedModel model = new ScriptedModel(number ->
                number % 2 == 1 ? x(3 - number / 40.0) : "{\"score\": 0.05, \"reason\": \"tried like this before\"}")) {
            lab.write("nightjar.toml", model.toml("here") + "\n[proposer.critic]\nby = \"small\"\nthreshold = 0.5\n");

            Said said = ask("t", 3, "--model", "small");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(lab.nightjar("report", "t").out())
                    .contains("Rejected by the critic: 10 proposals; spared: 7 trials.");
        }
    }

    @Test
    void editsOfTheWholeFileAreMergedFromSearchAndReplaceBlocks() throws IOException, InterruptedException {
        lab.write(
                "lab.toml",
                Files.readString(lab.folder().resolve("lab.toml")).replace("[train]", "scope = \"edit\"\n\n[train]"));
        lab.commit("Let proposals edit");
        List<String> answers = List.of(
                "<<<<<<< SEARCH\nX=4\n=======\nX=2\n>>>>>>> REPLACE", // nowhere: told the nearest lines
                "Here:\n<<<<<<< SEARCH\nX=3.0\n=======\nX=2.0\n>>>>>>> REPLACE\n",
                "```\nX=2.0\nY=1.0\n```",
                "--- a/knobs.properties\n+++ b/knobs.properties\n@@ -1,2 +1,2 @@\n-X=2.0\n+X=1.0\n Y=1.0\n");
        try (ScriptedModel model = new ScriptedModel(number -> answers.get(Math.min(number, answers.size()) - 1))) {
            lab.write("nightjar.toml", model.toml("here"));

            Said said = ask("t", 3, "--model", "small");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(RunState.of(ledger("t")).experiments())
                    .extracting(one -> one.status().orElseThrow())
                    .containsOnly(ExperimentStatus.KEEP);
            assertThat(model.prompts().get(1)).contains("X=3.0");
            assertThat(lab.git("show", "nightjar/t:knobs.properties")).isEqualTo("X=1.0\nY=1.0");
        }
    }

    @Test
    void aRunStopsAtOnceWhileAModelThinks() throws IOException, InterruptedException {
        try (ScriptedModel model = new ScriptedModel(_ -> ScriptedModel.SILENCE)) {
            lab.write("nightjar.toml", model.toml("here"));
            Process engine = lab.start("run", "--tag", "t", "--proposer", "llm", "--model", "small");
            model.awaitQuestion();

            engine.destroy();

            assertThat(engine.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ledger("t").getLast().event()).isInstanceOf(Event.SessionEnded.class);
        }
        assertThat(lab.nightjar("resume", "t", "--experiments", "1").code()).isZero();
    }

    @Test
    void aSpentBudgetEndsTheRunWhereTheLabSaysSo() throws IOException {
        try (ScriptedModel model = new ScriptedModel(number -> x(2 - number / 10.0))) {
            lab.write(
                    "nightjar.toml",
                    model.toml("elsewhere") + "\n[limits]\nmoney_per_run = 0.0025\nat_limit = \"stop\"\n");

            Said said = ask("t", 20, "--model", "small");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(RunState.of(ledger("t")).experiments())
                    .as("0.0012 each: three, the last one over")
                    .hasSizeBetween(2, 3);
            assertThat(ledger("t").getLast().event())
                    .isInstanceOfSatisfying(
                            Event.SessionEnded.class,
                            end -> assertThat(end.detail()).contains("0.00"));
        }
    }

    @Test
    void aCodingAgentsEditIsTried() throws IOException, InterruptedException {
        lab.write(
                "lab.toml",
                Files.readString(lab.folder().resolve("lab.toml")).replace("[train]", "scope = \"edit\"\n\n[train]"));
        lab.commit("Let proposals edit");
        Path agent = Files.writeString(
                root.resolve("agent.sh"),
                "grep -q 'knobs.properties' \"$1\" && sed -i 's/X=3.0/X=1.5/' knobs.properties && touch elsewhere\n");

        Said said = ask("t", 1, "--agent", "sh " + agent + " {prompt-file}");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(RunState.of(ledger("t")).experiments().getFirst().status()).contains(ExperimentStatus.KEEP);
        assertThat(said.out()).contains("The agent may cost 5.00 in this run");
        assertThat(lab.git("show", "nightjar/t:knobs.properties")).isEqualTo("X=1.5\nY=3.0");
        assertThat(lab.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void aProposerThatCannotBeIsRefusedBeforeARunIsMade() {
        assertThat(ask("t", 1, "--proposer", "oracle").err()).contains("no proposer (oracle)", "Maybe");
        assertThat(ask("t", 1, "--proposer", "llm", "--model", "nobody").err()).contains("nobody", "Maybe");
        assertThat(ask("t", 1, "--proposer", "tiered", "--model", "ollama/a").err())
                .contains("two models", "Maybe");
        assertThat(lab.run("t")).doesNotExist();
    }

    @Test
    void whatNightjarTomlMisspellsIsRefusedBeforeARunIsMade() throws IOException {
        lab.write("nightjar.toml", "[proposer.hybird]\nshare = 0.5\n");
        assertThat(ask("t", 1).err()).contains("nightjar.toml, line 1", "hybird", "\"hybrid\" is meant");
        lab.write("nightjar.toml", "[proposer]\nkind = \"agent\"\n");
        assertThat(ask("t", 1).err()).contains("nightjar.toml, line 1", "agent.command", "Maybe");
        assertThat(lab.run("t")).doesNotExist();
    }
}
