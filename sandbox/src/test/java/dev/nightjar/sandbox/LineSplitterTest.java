package dev.nightjar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void cutsTheSameLinesWhereverTheChunksEnd() {
        byte[] text = "one\r\ntwo\rthree\n\näöü\nlast".getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= text.length; size++) {
            lines.clear();
            LineSplitter each = new LineSplitter(lines::add);
            for (int from = 0; from < text.length; from += size) {
                each.accept(Arrays.copyOfRange(text, from, Math.min(text.length, from + size)));
            }
            each.finish();
            assertThat(lines).as("chunks of %d", size).containsExactly("one", "two", "three", "", "äöü", "last");
        }
    }

    @Test
    void leavesOutTheLinesThatAGapCut() {
        accept("METRIC a=1\nMETRIC a=1");
        splitter.gap();
        accept("5\nMETRIC a=2\n");

        assertThat(lines).containsExactly("METRIC a=1", "METRIC a=2");
    }

    @Test
    void keepsTheBeginningOfAVeryLongLine() {
        accept("x".repeat(100_000));
        accept("y\nnext\n");

        assertThat(lines).containsExactly("x".repeat(LineSplitter.MAX_LINE_BYTES), "next");
    }

    private void accept(String text) {
        splitter.accept(text.getBytes(StandardCharsets.UTF_8));
    }
}
