package dev.nightjar.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFoldersTest {

    private static final Lab.Limits NO_LIMITS = new Lab.Limits(
            OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());

    @TempDir
    Path folder;

    private void begin(String tag, String at) {
        RunFolder run = new RunFolders(folder).of(tag);
        try (LedgerFile ledger = LedgerFile.open(run, InstantSource.fixed(Instant.parse(at)))) {
            ledger.append(new Event.SessionStarted(1, NO_LIMITS, Optional.empty()));
        }
    }

    @Test
    void runsAreListedInTheOrderTheyBegan() {
        RunFolders runs = new RunFolders(folder);
        assertThat(runs.list()).isEmpty();
        assertThat(runs.newest()).isEmpty();
        begin("nov9", "2026-11-09T10:00:00Z");
        begin("nov10", "2026-11-10T10:00:00Z");
        begin("a-later-one", "2026-11-11T10:00:00Z");
        runs.of("never-begun").create();
        assertThat(runs.list()).extracting(RunFolder::tag).containsExactly("nov9", "nov10", "a-later-one");
        assertThat(runs.newest())
                .hasValueSatisfying(run -> assertThat(run.tag()).isEqualTo("a-later-one"));
        assertThat(runs.require(Optional.of("nov9")).tag()).isEqualTo("nov9");
        assertThat(runs.require(Optional.empty()).tag()).isEqualTo("a-later-one");
        assertThatThrownBy(() -> runs.require(Optional.of("nov8")))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.NO_RUN))
                .hasMessageContaining("nov9, nov10, a-later-one");
    }

    @Test
    void aLabWithoutRunsSaysHowToStartOne() {
        assertThatThrownBy(() -> new RunFolders(folder).require(Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nightjar run");
    }

    @Test
    void aFreshTagIsTheDate() {
        LocalDate day = LocalDate.of(2026, 11, 5);
        assertThat(Tags.fresh(day, tag -> false)).isEqualTo("nov5");
        assertThat(Tags.fresh(day, Set.of("nov5", "nov5-2")::contains)).isEqualTo("nov5-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "../up", "-x", ".x", "x.", "a..b", "x.lock", "a~1", "a:b", "ä", "a\n"})
    void aTagThatGitCouldNotHaveIsRefused(String tag) {
        assertThatThrownBy(() -> new RunFolders(folder).of(tag))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.USAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nov20", "nov20-2", "try_3.1", "A", "7"})
    void anOrdinaryTagIsFine(String tag) {
        assertThat(new RunFolders(folder).of(tag).path()).isEqualTo(folder.resolve(".nightjar/runs/" + tag));
    }

    @Test
    void requestsAreFilesThatTheNextEngineClears() throws Exception {
        RunFolder run = new RunFolders(folder).of("nov20").create();
        StopFiles requests = new StopFiles(folder, run);
        assertThat(requests.pending()).isEmpty();
        Files.createFile(folder.resolve("pause.flag"));
        assertThat(requests.pending()).contains(EndReason.PAUSED);
        new StopFiles(folder, run).requestStop();
        assertThat(requests.pending()).contains(EndReason.STOPPED);
        requests.clear();
        assertThat(requests.pending()).isEmpty();
        requests.requestPause();
        assertThat(requests.pending()).contains(EndReason.PAUSED);
    }

    @Test
    void oneProcessAtATimeWritesToALab() {
        assertThat(LabLock.holder(folder)).isEmpty();
        try (LabLock first = LabLock.acquire(folder)) {
            assertThat(LabLock.holder(folder)).hasValue(ProcessHandle.current().pid());
            assertThatThrownBy(() -> LabLock.acquire(folder))
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.LAB_BUSY))
                    .hasMessageContaining(
                            "process %d".formatted(ProcessHandle.current().pid()));
            assertThat(first).isNotNull();
        }
        assertThat(LabLock.holder(folder)).isEmpty();
        LabLock.acquire(folder).close();
    }

    @Test
    void anotherProcessIsRefusedUntilTheHolderIsKilled() throws Exception {
        Process holder = LockHolder.start(folder);
        try {
            assertThat(LabLock.holder(folder)).hasValue(holder.pid());
            assertThatThrownBy(() -> LabLock.acquire(folder))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("process %d".formatted(holder.pid()));
        } finally {
            holder.destroyForcibly();
            holder.waitFor();
        }
        assertThat(LabLock.holder(folder)).isEmpty();
        LabLock.acquire(folder).close();
    }
}
