package dev.nightjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {

    private static final int BOS = 60_000;

    @TempDir
    private Path folder;

    /// Documents of the given lengths; the tokens count up across documents, so that each is known by its value.
    private TokenShard shard(String name, int... lengths) throws IOException {
        Path file = folder.resolve(name);
        try (TokenShardWriter writer = new TokenShardWriter(file, BOS + 1, BOS)) {
            int next = 0;
            for (int length : lengths) {
                int[] document = new int[length];
                for (int i = 0; i < length; i++) {
                    document[i] = next++;
                }
                writer.document(document);
            }
            writer.finish();
        }
        return TokenShard.open(file);
    }

    @Test
    void piecesAreCutAtTheContextAndBestFitPacked() throws IOException {
        try (TokenShard shard = shard("a", 10, 2, 0, 1, 4)) {
            Rows rows = Rows.pack(shard, 4, 100);
            assertThat(rows.count()).isEqualTo(5);
            assertThat(rows.row(0)).containsExactly(BOS, 0, 1, 2, 3);
            assertThat(rows.row(1)).containsExactly(BOS, 4, 5, 6, 7);
            // 8 and 9 leave two places, 10 and 11 need three, 12 takes the two.
            assertThat(rows.row(2)).containsExactly(BOS, 8, 9, BOS, 12);
            assertThat(rows.row(3)).containsExactly(BOS, 10, 11, BOS, BOS);
            assertThat(rows.row(4)).containsExactly(BOS, 13, 14, 15, 16);
            assertThat(rows.batch(1, 3)).containsExactly(BOS, 4, 5, 6, 7, BOS, 8, 9, BOS, 12);
        }
    }

    @Test
    void rowsStopAtTheirLimitWithoutFavouringShortDocuments() throws IOException {
        try (TokenShard shard = shard("a", 10, 2, 1, 4)) {
            Rows rows = Rows.pack(shard, 4, 3);
            assertThat(rows.count()).isEqualTo(3);
            assertThat(rows.row(2)).containsExactly(BOS, 8, 9, BOS, BOS);
        }
    }

    @Test
    void everyTokenIsInExactlyOneRow() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        int[] lengths = random.ints(300, 0, 90).toArray();
        try (TokenShard shard = shard("a", lengths)) {
            Rows rows = Rows.pack(shard, 32, Integer.MAX_VALUE);
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < rows.count(); i++) {
                int[] row = rows.row(i);
                assertThat(row).hasSize(33);
                assertThat(row[0]).isEqualTo(BOS);
                Arrays.stream(row).filter(token -> token != BOS).forEach(seen::add);
            }
            assertThat(seen).hasSize(Arrays.stream(lengths).sum()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aShardWithoutTextHasNoRows() throws IOException {
        try (TokenShard shard = shard("empty", 0, 0)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Rows.pack(shard, 4, 4))
                    .withMessageContaining("empty");
            assertThatIllegalArgumentException().isThrownBy(() -> new TrainingRows(List.of(shard), 4, 1));
        }
    }

    @Test
    void trainingSeesEachTokenOncePerEpochWithoutPadding() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        int[] lengths = random.ints(2_000, 0, 40).toArray();
        int total = Arrays.stream(lengths).sum();
        try (TokenShard shard = shard("a", lengths)) {
            TrainingRows rows = new TrainingRows(List.of(shard), 16, 42);
            int[] times = new int[total];
            int bos = 0;
            int drawn = 0;
            int[] row = new int[20];
            while (rows.epochs() <= 1) {
                rows.next(row, 2);
                drawn++;
                assertThat(row[2]).isEqualTo(BOS);
                for (int i = 2; i < 19; i++) {
                    if (row[i] == BOS) {
                        bos++;
                    } else {
                        times[row[i]]++;
                    }
                }
            }
            assertThat(row[0] + row[1] + row[19]).isZero();
            // At the end of the first epoch only the waiting pieces are unseen.
            assertThat(Arrays.stream(times).max()).hasValue(1);
            assertThat(Arrays.stream(times).sum()).isGreaterThan(total - 300 * 16);
            assertThat((double) bos / (drawn * 17)).isLessThan(0.2);
        }
    }

    @Test
    void theSeedAloneDeterminesTheOrder() throws IOException {
        int[] lengths = new SplittableRandom(6).ints(500, 1, 60).toArray();
        try (TokenShard shard = shard("a", lengths);
                TokenShard other = shard("b", lengths)) {
            List<TokenShard> both = List.of(shard, other);
            assertThat(draw(new TrainingRows(both, 16, 1))).isEqualTo(draw(new TrainingRows(both, 16, 1)));
            assertThat(draw(new TrainingRows(both, 16, 1))).isNotEqualTo(draw(new TrainingRows(both, 16, 2)));
        }
    }

    private static int[] draw(TrainingRows rows) {
        int[] tokens = new int[100 * 17];
        for (int i = 0; i < 100; i++) {
            rows.next(tokens, i * 17);
        }
        return tokens;
    }

    @Test
    void anItemGoesToTheFullestRowThatHasRoom() {
        BestFit fit = new BestFit(10);
        assertThat(fit.place(5)).isZero();
        assertThat(fit.place(7)).isEqualTo(1);
        assertThat(fit.place(3)).isEqualTo(1);
        assertThat(fit.fits(6)).isFalse();
        assertThat(fit.place(6)).isEqualTo(2);
        assertThat(fit.place(4)).isEqualTo(2);
        assertThat(fit.place(5)).isZero();
        assertThat(fit.rows()).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> fit.place(11)).withMessageContaining("(11)");
    }
}
