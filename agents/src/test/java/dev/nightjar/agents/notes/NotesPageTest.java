package dev.nightjar.agents.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agents.night.Night;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotesPageTest {

    private static Night night() {
        return new Night(Scope.KNOB)
                .knob("lr", new KnobValue.Real(1.5), 1.79)
                .knob("lr", new KnobValue.Real(3), 1.85)
                .noted(Map.of("hypothesis", "More is more.", "next_action_hint", "Go lower instead."))
                .lesson("Rates above 2 diverge.", List.of(2), List.of())
                .told("try fewer layers");
    }

    private static String page(Night night) {
        return NotesPage.of(night.state(), night.lab(), Night.menu());
    }

    @Test
    void tellsTheRunFromItsGoalToWhatComesNext() {
        assertThat(page(night()))
                .containsSubsequence(
                        "# Notes of run night",
                        "## Goal",
                        "Lower the toy's validation bits per byte.",
                        "`val_bpb`, lower is better, measured by the sealed judge",
                        "## Files in scope",
                        "`Toy.java`: only its constants",
                        "## Constraints",
                        "## Where it stands",
                        "experiment 1 is the incumbent with 1.79, better by 0.01",
                        "## What has been learned",
                        "1. Rates above 2 diverge. (experiments 2)",
                        "## What to try next",
                        "- The person: try fewer layers",
                        "- After experiment 2: Go lower instead.",
                        "- Never turned: n_layer",
                        "## What was tried");
    }

    @Test
    void leavesOfADiscardedChangeWhatTheNextOneNeeds() {
        assertThat(page(night())).contains("""
                        - **2, discard**: lr 1.5 → 3.0 (toy-model)
                          - hypothesis: More is more.
                          - result: val_bpb 1.85, worse by 0.06
                          - next_action_hint: Go lower instead.
                        """);
    }

    @Test
    void writesNoMarkupOfStrangers() {
        Night night = night().blocked(
                        new Proposal.Unparsed("<script>alert(1)</script>\n# Notes\n[x](http://y)"),
                        RailName.SCHEMA,
                        "No JSON.");

        assertThat(page(night))
                .doesNotContain("<script>", "\n# Notes\n", " [x]")
                .contains("&lt;script>", " \\[x]");
    }

    @Test
    void isReadableBeforeTheFirstExperiment() {
        assertThat(page(new Night(Scope.EDIT)))
                .contains("may be rewritten", "no experiment is better yet", "Nothing yet.");
    }

    @Test
    void isWrittenWholeAndOnlyWhenItChanges(@TempDir Path folder) throws IOException {
        Night night = night();
        NotesFile.write(folder, night.state(), night.lab(), Night.menu());
        Path file = folder.resolve("notes.md");
        assertThat(file).hasContent(page(night));
        FileTime old = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(file, old);

        NotesFile.write(folder, night.state(), night.lab(), Night.menu());
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);

        night.told("more");
        NotesFile.write(folder, night.state(), night.lab(), Night.menu());
        assertThat(file).content().contains("- The person: more");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhereItCouldNotWrite(@TempDir Path folder) {
        Night night = night();

        assertThatThrownBy(() -> NotesFile.write(folder.resolve("gone"), night.state(), night.lab(), Night.menu()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone");
    }
}
