package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cli.SmallLab.Said;
import dev.nightjar.execution.Compute;
import dev.nightjar.execution.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each mistake has a message with the value, a guess, and an exit code of its own; and none of them leaves a run
/// behind.
final class BadInputTest {

    @TempDir
    Path root;

    private SmallLab lab;

    @BeforeEach
    void makeLab() throws IOException, InterruptedException {
        lab = new SmallLab(root);
    }

    @Test
    void aDirtyEditableFileIsNamedAndNothingIsTouched() throws IOException, InterruptedException {
        lab.write("knobs.properties", "X=2.0\nY=3.0\n");
        refused(lab.nightjar("run"), 5, "knobs.properties");
        assertThat(lab.git("for-each-ref", "refs/nightjar")).isEmpty();
        assertThat(Files.readString(lab.folder().resolve("knobs.properties"))).startsWith("X=2.0");
    }

    @Test
    void aMalformedLabNamesFileLineAndKey() throws IOException {
        String text = Files.readString(lab.folder().resolve("lab.toml"));
        lab.write("lab.toml", text.replace("startup", "start_up"));
        refused(lab.nightjar("run"), 3, "lab.toml", "line 9", "startup");
    }

    @Test
    void aMenuWithoutItsConstantLeavesNoRunBehind() throws IOException, InterruptedException {
        String text = Files.readString(lab.folder().resolve("menu.toml"));
        lab.write("menu.toml", text.replace("constant = \"Y\"", "constant = \"Z\""));
        refused(lab.nightjar("run", "--tag", "t"), 4, "menu.toml", "(Z)");
        assertThat(lab.git("for-each-ref", "refs/nightjar", "refs/heads/nightjar"))
                .isEmpty();
    }

    @Test
    void anAlteredLedgerLineIsFound() throws IOException {
        lab.nightjar("run", "--tag", "t", "--experiments", "2");
        Path ledger = lab.run("t").resolve("ledger.jsonl");
        Files.writeString(ledger, Files.readString(ledger).replaceFirst("\"seed\":\\d", "\"seed\":8"));
        refused(lab.nightjar("resume", "t"), 8, "ledger.jsonl", "line 2");
        refused(lab.nightjar("report", "t"), 8, "ledger.jsonl");
    }

    @Test
    void aBaselineThatFailsEndsTheRun() throws IOException, InterruptedException {
        lab.write("measure.sh", "exit 3\n");
        lab.commit("Break it");
        refused(lab.nightjar("run", "--tag", "t"), 11, "exit code 3");
    }

    @Test
    void anImportNeedsALabAndLeavesNothingWhereThereIsNone() throws IOException {
        Path table = Files.writeString(
                root.resolve("results.tsv"),
                "commit\tval_bpb\tmemory_gb\tstatus\tdescription\nabc1234\t1.0\t0.5\tkeep\tbaseline\n");
        Files.delete(lab.folder().resolve("lab.toml"));
        refused(lab.nightjar("import", table.toString()), 3, "There is no lab in " + lab.folder());
        assertThat(lab.folder().resolve(".nightjar")).doesNotExist();
    }

    @Test
    void aSampleNeedsTheDeviceThatATrialHas() throws IOException, InterruptedException {
        lab.write(
                "measure.sh",
                Files.readString(lab.folder().resolve("measure.sh"))
                        + "echo weights > \"$NIGHTJAR_OUT/checkpoint.safetensors\"\n");
        lab.commit("Leave weights");
        lab.nightjar("run", "--tag", "t", "--experiments", "1");
        try (Devices.Lease _ = new Devices(root.resolve("cache")).lease(Compute.cpu(1), "another lab")) {
            refused(lab.nightjar("best", "t", "--sample", "x"), 7, "another lab");
        }
        refused(lab.nightjar("best", "t", "--sample", "x"), 3, "no text to write");
    }

    @Test
    void limitsAndNamesAreChecked() {
        refused(lab.nightjar("run", "--experiments", "0"), 2, "--experiments (0)");
        refused(lab.nightjar("run", "--money", "5"), 2, "price");
        refused(lab.nightjar("run", "--budget", "lots"), 2, "lots");
        refused(lab.nightjar("run", "--proposer", "oracle"), 2, "oracle");
        refused(lab.nightjar("run", "--device", "abacus"), 2, "abacus");
        refused(lab.nightjar("run", "--tag", "a b"), 2, "a b");
        refused(lab.nightjar("run", "--proposals", "no.jsonl"), 2, "(no.jsonl)");
        refused(lab.nightjar("status"), 13, "no run");
    }

    private static void refused(Said said, int code, String... words) {
        assertThat(said.err()).contains(words).contains("Maybe");
        assertThat(said.code()).isEqualTo(code);
    }
}
