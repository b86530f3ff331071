package dev.nightjar.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.ledger.EndReason;
import dev.nightjar.core.ledger.Entry;
import dev.nightjar.core.ledger.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T20:00:00.123456Z"));

    private static final Lab.Limits NO_LIMITS = new Lab.Limits(
            OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());

    @TempDir
    Path folder;

    private RunFolder run;

    @BeforeEach
    void make() {
        run = new RunFolders(folder).of("nov20");
    }

    private LedgerFile open() {
        return LedgerFile.open(run, CLOCK);
    }

    private static Event event(long pid) {
        return new Event.SessionStarted(pid, NO_LIMITS, Optional.empty());
    }

    private void writeThree() {
        try (LedgerFile ledger = open()) {
            ledger.append(event(1));
            ledger.append(event(2));
            ledger.append(new Event.SessionEnded(EndReason.STOPPED, "enough"));
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(run.ledger());
    }

    private void refuses(int line, String what) {
        for (Runnable reader : List.<Runnable>of(() -> LedgerReader.read(run), () -> open().close())) {
            assertThatThrownBy(reader::run)
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.LEDGER))
                    .hasMessageStartingWith("%s, line %d: ".formatted(run.ledger(), line))
                    .hasMessageContaining(what)
                    .hasMessageContaining("\nMaybe ");
        }
    }

    @Test
    void whatIsAppendedIsReadAgain() {
        writeThree();
        try (LedgerFile ledger = open()) {
            assertThat(ledger.note()).isEmpty();
            assertThat(ledger.entries()).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
            assertThat(ledger.entries().getFirst().previous()).isEqualTo(Entry.NO_PREVIOUS);
            assertThat(ledger.entries().getFirst().at()).isEqualTo(Instant.parse("2026-11-20T20:00:00.123Z"));
            assertThat(ledger.entries().getLast().event())
                    .isEqualTo(new Event.SessionEnded(EndReason.STOPPED, "enough"));
            Entry fourth = ledger.append(event(4));
            assertThat(ledger.entries()).hasSize(4).endsWith(fourth);
            assertThat(LedgerReader.read(run)).isEqualTo(ledger.entries());
        }
    }

    @Test
    void aTornLastLineIsDroppedBySayingSo() throws IOException {
        writeThree();
        Files.writeString(run.ledger(), "{\"v\":1,\"seq\":4", StandardOpenOption.APPEND);
        long torn = Files.size(run.ledger());
        assertThat(LedgerReader.read(run)).hasSize(3);
        assertThat(Files.size(run.ledger())).as("a reader changes nothing").isEqualTo(torn);
        try (LedgerFile ledger = open()) {
            assertThat(ledger.note())
                    .hasValueSatisfying(note -> assertThat(note).contains("torn last line of 14 bytes"));
            ledger.append(event(4));
        }
        assertThat(lines()).hasSize(4);
        assertThat(LedgerReader.read(run)).hasSize(4);
    }

    @Test
    void everyWayToTearTheLastLineLosesOnlyIt() throws IOException {
        writeThree();
        byte[] whole = Files.readAllBytes(run.ledger());
        int third = (lines().get(0) + "\n" + lines().get(1) + "\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                .length;
        for (int length = third; length < whole.length; length += 7) {
            Files.write(run.ledger(), java.util.Arrays.copyOf(whole, length));
            Files.delete(run.head());
            try (LedgerFile ledger = open()) {
                assertThat(ledger.entries()).hasSize(2);
                assertThat(ledger.note().isPresent()).isEqualTo(length > third);
            }
        }
    }

    @Test
    void aLastLineOfZerosIsTorn() throws IOException {
        writeThree();
        Files.write(run.ledger(), new byte[300], StandardOpenOption.APPEND);
        Files.writeString(run.ledger(), "\n", StandardOpenOption.APPEND);
        try (LedgerFile ledger = open()) {
            assertThat(ledger.entries()).hasSize(3);
            assertThat(ledger.note()).isPresent();
        }
    }

    @Test
    void anAlteredLineIsFoundWhereverItIs() throws IOException {
        writeThree();
        String text = Files.readString(run.ledger());
        Files.writeString(run.ledger(), text.replace("\"pid\":1", "\"pid\":9"));
        refuses(2, "does not fit the line before it");
        Files.writeString(run.ledger(), text.replace("enough", "plenty"));
        refuses(3, "is not the line that was written");
        Files.writeString(run.ledger(), text.replace("\"seq\":2", "\"seq\":5"));
        refuses(2, "has the sequence number 5");
        Files.writeString(run.ledger(), text.replace("\"pid\":2", "\"pid\":x"));
        refuses(2, "is no entry");
    }

    @Test
    void aLostLineIsFound() throws IOException {
        writeThree();
        List<String> lines = lines();
        Files.writeString(run.ledger(), lines.get(0) + "\n" + lines.get(2) + "\n");
        refuses(2, "has the sequence number 3");
        Files.writeString(run.ledger(), lines.get(0) + "\n" + lines.get(1) + "\n");
        refuses(3, "is missing; there were 3");
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        writeThree();
        Files.writeString(run.ledger(), Files.readString(run.ledger()) + "{\"v\":2,\"seq\":4,\"unheard\":\"of\"}\n");
        refuses(4, "it has version 2");
    }

    @Test
    void aHeadThatLagsBehindIsNoHarm() throws IOException {
        writeThree();
        byte[] old = Files.readAllBytes(run.head());
        try (LedgerFile ledger = open()) {
            ledger.append(event(4));
        }
        Files.write(run.head(), old);
        assertThat(LedgerReader.read(run)).hasSize(4);
        Files.write(run.head(), new byte[78]);
        assertThat(LedgerReader.read(run)).hasSize(4);
    }

    @Test
    void aReserveIsKeptWhileTheRunIs() {
        writeThree();
        assertThat(run.reserve()).hasSize(Reserve.BYTES);
    }

    @Test
    void anImportKeepsItsTimes() {
        Instant then = Instant.parse("2025-01-02T03:04:05Z");
        try (LedgerFile ledger = open()) {
            ledger.append(event(1), then);
        }
        assertThat(LedgerReader.read(run).getFirst().at()).isEqualTo(then);
        assertThat(LedgerReader.begun(run.ledger())).contains(then);
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        long acknowledged = 0;
        for (int kill = 1; kill <= 3; kill++) {
            Process writer = LedgerWriter.start(folder);
            try {
                BufferedReader said = writer.inputReader();
                for (int i = 0; i < 10 * kill; i++) {
                    acknowledged = Long.parseLong(said.readLine());
                }
            } finally {
                writer.destroyForcibly().waitFor();
            }
            assertThat(LedgerReader.read(run)).hasSizeGreaterThanOrEqualTo((int) acknowledged);
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo(60);
    }

    @Test
    void aReaderMayLookWhileTheWriterWrites() throws InterruptedException {
        try (LedgerFile ledger = open()) {
            ledger.append(event(0));
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 1; i < 200; i++) {
                    ledger.append(event(i));
                }
            });
            int seen = 0;
            while (writer.isAlive()) {
                int now = LedgerReader.read(run).size();
                assertThat(now).isGreaterThanOrEqualTo(seen);
                seen = now;
            }
            writer.join();
            assertThat(LedgerReader.read(run)).hasSize(200);
        }
    }
}
