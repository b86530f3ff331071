package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cli.SmallLab.Said;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.trial.Purpose;
import dev.nightjar.lab.run.LedgerReader;
import dev.nightjar.lab.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {

    @TempDir
    Path root;

    private SmallLab lab;

    @BeforeEach
    void makeLab() throws IOException, InterruptedException {
        lab = new SmallLab(root);
    }

    @Test
    void ledgerRefsBranchAndExportsTellTheSameStory() throws IOException, InterruptedException {
        Said said = lab.nightjar("run", "--tag", "one", "--seed", "3", "--experiments", "8");
        assertThat(said.code()).as(said.err()).isZero();
        String table = lab.nightjar("export", "one", "--format", "karpathy-tsv").out();
        List<String[]> rows =
                table.lines().skip(1).map(line -> line.split("\t")).toList();
        assertThat(rows).hasSize(9);
        String lastKept = "";
        for (int i = 0; i < rows.size(); i++) {
            String commit = rows.get(i)[0];
            assertThat(lab.git("rev-parse", "refs/nightjar/one/" + i)).startsWith(commit);
            if (rows.get(i)[3].equals("keep")) {
                lastKept = commit;
            }
        }
        assertThat(lab.git("rev-parse", "nightjar/one")).startsWith(lastKept);
        assertThat(lab.git("status", "--porcelain")).isEmpty();
        assertThat(lab.git("branch", "--show-current")).isEqualTo("main");
        assertThat(lab.nightjar("log", "one").out().lines().count()).isEqualTo(10);
        assertThat(lab.nightjar("status", "one", "--json").out()).contains("\"bowl\"");
        assertThat(lab.nightjar("report", "one").out()).contains("reported");
    }

    @Test
    void ledgerAndReportSayThatARunHadNoSandbox() throws IOException {
        Said said = lab.nightjar("run", "--tag", "open", "--experiments", "1", "--no-sandbox");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(Files.readString(lab.run("open").resolve("ledger.jsonl"))).contains("\"isolation\":\"none\"");
        assertThat(lab.nightjar("report", "open").out()).contains("without a sandbox");
        assertThat(lab.nightjar("resume", "open", "--experiments", "2").code()).isZero();
    }

    @Test
    void aSecondRunTakesANewTagAndFromStartsAtTheOtherRunsBest() throws IOException, InterruptedException {
        lab.nightjar("run", "--tag", "one", "--seed", "3", "--experiments", "8");
        Said taken = lab.nightjar("run", "--tag", "one", "--experiments", "1");
        assertThat(taken.code()).isEqualTo(2);
        assertThat(taken.err()).contains("(one) is taken", "Maybe");
        Said from = lab.nightjar("run", "--tag", "two", "--from", "one", "--experiments", "1");
        assertThat(from.code()).as(from.err()).isZero();
        assertThat(lab.git("show", "refs/nightjar/two/0:knobs.properties"))
                .isEqualTo(lab.git("show", "nightjar/one:knobs.properties"));
    }

    @Test
    void aRunThatWasKilledBeforeItsFirstEventIsMadeAgainUnderItsTag() throws IOException, InterruptedException {
        lab.nightjar("run", "--tag", "t", "--seed", "3", "--experiments", "1");
        Path ledger = lab.run("t").resolve("ledger.jsonl");
        Files.writeString(ledger, Files.readString(ledger).substring(0, 100));
        Files.writeString(ledger.resolveSibling("ledger.head"), "");
        assertThat(lab.nightjar("run", "--tag", "t", "--experiments", "1").code())
                .as("a commit of an experiment is not overwritten")
                .isEqualTo(2);

        lab.git("update-ref", "-d", "refs/nightjar/t/1");
        lab.git("update-ref", "refs/heads/nightjar/t", "refs/nightjar/t/0");
        Said again = lab.nightjar("run", "--tag", "t", "--seed", "3", "--experiments", "1");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(lab.nightjar("log", "t").out().lines().count()).isEqualTo(3);
    }

    @Test
    void whatAPersonTellsARunIsInItsLedgerBeforeTheNextProposal() throws IOException {
        lab.nightjar("run", "--tag", "t", "--experiments", "1");

        Said told = lab.nightjar("tell", "try", "a smaller x");

        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.out()).contains("run t hears it when it goes on");
        lab.nightjar("resume", "t", "--experiments", "2");
        List<Event> events = LedgerReader.read(new RunFolder(lab.run("t"))).stream()
                .<Event>map(Entry::event)
                .filter(event -> event instanceof Event.Told || event instanceof Event.Proposed)
                .toList();
        assertThat(events).hasSize(3);
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        Event.Told.class, event -> assertThat(event.text()).isEqualTo("try a smaller x"));
        assertThat(lab.run("t").resolve("inbox")).isEmptyDirectory();
        assertThat(lab.nightjar("tell", "  ").code()).isEqualTo(2);
    }

    @Test
    void aNewRunLearnsFromEarlierOnesAndSaysSo() throws IOException {
        Said first = lab.nightjar("run", "--tag", "one", "--seed", "3", "--experiments", "8");
        assertThat(first.out()).doesNotContain("learns");
        Said second = lab.nightjar("run", "--tag", "two", "--seed", "4", "--experiments", "2");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).contains("It learns from 1 earlier run (one), 9 results; --cold begins without.");
        Said cold = lab.nightjar("run", "--tag", "three", "--seed", "4", "--experiments", "2", "--cold");
        assertThat(cold.out()).doesNotContain("learns");
        assertThat(outcomes("three")).isNotEqualTo(outcomes("two"));
        assertThat(lab.nightjar("report", "one").out())
                .contains("What mattered most, as auto's model has it: ", "What it would try next: ");
        assertThat(lab.nightjar("run", "--warm", "--cold").code()).isEqualTo(2);
    }

    @Test
    void shortTrialsDecideWhoGetsAFullOne() throws IOException, InterruptedException {
        lab.write("lab.toml", Files.readString(lab.folder().resolve("lab.toml")) + "[gate]\nscreen = \"25%\"\n");
        lab.commit("Screen");
        Said said = lab.nightjar("run", "--tag", "t", "--seed", "3", "--experiments", "12");
        assertThat(said.code()).as(said.err()).isZero();
        List<Event> events = LedgerReader.read(new RunFolder(lab.run("t"))).stream()
                .<Event>map(Entry::event)
                .toList();
        assertThat(trials(events, Purpose.SCREEN)).isEqualTo(13);
        assertThat(trials(events, Purpose.CANDIDATE)).isBetween(1L, 8L);
        assertThat(lab.nightjar("export", "t", "--format", "csv").out()).contains("screened out: ");
        assertThat(lab.nightjar("report", "t").code()).isZero();
    }

    private static long trials(List<Event> events, Purpose purpose) {
        return events.stream()
                .filter(event -> event instanceof Event.TrialRequested(var trial) && trial.purpose() == purpose)
                .count();
    }

    @Test
    void ideasOfAPersonGoThroughTheRailsFirst() throws IOException {
        Path ideas = root.resolve("ideas.jsonl");
        Files.writeString(ideas, """
                {"knob":"z","new_value":1,"reason":"?"}
                {"knob":"x","new_value":99,"reason":"?"}
                {"knob":"x","new_value":true,"reason":"?"}
                {"knob":"x","new_value":3,"reason":"?"}
                {"knob":"x","new_value":1,"reason":"the middle"}
                """);
        lab.nightjar("run", "--tag", "t", "--experiments", "5", "--proposals", ideas.toString());
        String log = lab.nightjar("export", "t", "--format", "csv").out();
        assertThat(log).contains("R2_menu", "R3_range", "R6_noop");
        assertThat(log.lines().skip(6).findFirst().orElse("")).contains("keep");
    }

    @Test
    void ideasThatWereNotTriedYetAreTriedOnResumeAndKnownAsAPersons() throws IOException {
        Path ideas = Files.writeString(root.resolve("ideas.jsonl"), """
                {"knob":"x","new_value":2,"reason":"first"}
                {"knob":"x","new_value":1,"reason":"second"}
                {"knob":"y","new_value":0,"reason":"third"}
                """);
        lab.nightjar("run", "--tag", "t", "--experiments", "1", "--proposals", ideas.toString());
        Files.delete(ideas);
        lab.nightjar("resume", "t", "--experiments", "2");
        Files.writeString(ideas, "{\"knob\":\"y\",\"new_value\":-1,\"reason\":\"instead\"}\n");
        lab.nightjar("resume", "t", "--experiments", "3", "--proposals", ideas.toString());
        lab.nightjar("resume", "t", "--experiments", "4");
        assertThat(LedgerReader.read(new RunFolder(lab.run("t"))).stream()
                        .flatMap(entry ->
                                entry.event() instanceof Event.Proposed proposed ? Stream.of(proposed) : Stream.empty())
                        .map(proposed -> proposed.proposer()
                                + (proposed.proposal() instanceof Proposal.Unparsed(String raw)
                                        ? " " + raw.replaceAll(".*reason\":\"|\"}", "")
                                        : "")))
                .containsExactly("person first", "person second", "person instead", "auto");
    }

    @Test
    void aProgramThatFailsIsACrashWithItsLastWordsAndTheRunGoesOn() throws IOException, InterruptedException {
        lab.write(
                "measure.sh",
                Files.readString(lab.folder().resolve("measure.sh"))
                        .replace("awk", "[ $X = 3.0 ] || { echo no east >&2; exit 7; }\nawk"));
        lab.commit("Fail in the east");
        Path ideas = root.resolve("ideas.jsonl");
        Files.writeString(
                ideas,
                "{\"knob\":\"x\",\"new_value\":2.5,\"reason\":\"?\"}\n{\"knob\":\"y\",\"new_value\":-2,\"reason\":\"?\"}\n");
        lab.nightjar("run", "--tag", "t", "--experiments", "2", "--proposals", ideas.toString());
        String ledger = Files.readString(lab.run("t").resolve("ledger.jsonl"));
        assertThat(ledger).contains("exit code 7", "no east", "\"status\":\"CRASH\"", "\"status\":\"KEEP\"");
    }

    @Test
    void killedAnywhereAndResumedItEndsWhereAnUndisturbedRunEnds() throws IOException, InterruptedException {
        lab.nightjar("run", "--tag", "calm", "--seed", "9", "--experiments", "12");
        List<String> expected = outcomes("calm");
        Process engine = lab.start("run", "--tag", "storm", "--seed", "9", "--experiments", "12", "--cold");
        for (int decided : new int[] {2, 5, 9}) {
            lab.awaitDecided("storm", decided);
            engine.destroyForcibly().waitFor();
            engine = lab.start("resume", "storm");
        }
        assertThat(engine.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(outcomes("storm")).isEqualTo(expected);
        String ledger = Files.readString(lab.run("storm").resolve("ledger.jsonl"));
        IntStream.rangeClosed(1, 13)
                .forEach(trial -> assertThat(ledger.lines()
                                .filter(line -> line.contains("\"trial_ended\",\"trial\":" + trial + ","))
                                .count())
                        .as("trial %d", trial)
                        .isLessThanOrEqualTo(1));
    }

    @Test
    void pauseFlagStopsAtTheNextBoundaryAndResumeGoesOn() throws IOException, InterruptedException {
        Process engine = lab.start("run", "--tag", "t", "--seed", "1");
        lab.awaitDecided("t", 1);
        lab.write("pause.flag", "");
        assertThat(engine.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(engine.exitValue()).isZero();
        assertThat(Files.readString(lab.run("t").resolve("ledger.jsonl"))).contains("PAUSED");
        assertThat(lab.nightjar("resume", "t", "--experiments", "200", "--hours", "0.0000001")
                        .code())
                .isZero();
    }

    @Test
    void aSecondEngineOnTheLabIsRefused() throws IOException, InterruptedException {
        Process engine = lab.start("run", "--tag", "t");
        lab.awaitDecided("t", 1);
        Said second = lab.nightjar("run", "--tag", "u");
        engine.destroy();
        assertThat(second.code()).isEqualTo(6);
        assertThat(second.err()).contains("process " + engine.pid(), "Maybe");
        assertThat(engine.waitFor(10, TimeUnit.SECONDS))
                .as("SIGTERM leaves within 10 s")
                .isTrue();
    }

    /// Every experiment's commit and outcome; not how long it took.
    private List<String> outcomes(String tag) {
        return lab.nightjar("export", tag, "--format", "karpathy-tsv")
                .out()
                .lines()
                .map(line -> line.split("\t"))
                .map(cells -> cells[1] + " " + cells[3] + " " + cells[4])
                .toList();
    }
}
