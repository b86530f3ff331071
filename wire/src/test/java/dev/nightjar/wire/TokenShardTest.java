package dev.nightjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenShardTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {300, 65_536, 65_537})
    void holdsWhatWasWritten(int vocabulary) throws IOException {
        Path file = folder.resolve("a.shard");
        int bos = vocabulary - 1;
        int[] tokens = new SplittableRandom(1).ints(200_000, 0, bos).toArray();
        tokens[7] = bos - 1;
        try (TokenShardWriter writer = new TokenShardWriter(file, vocabulary, bos)) {
            writer.document(tokens);
            writer.document(new int[0]);
            writer.document(new int[] {3});
            writer.finish();
        }
        try (TokenShard shard = TokenShard.open(file)) {
            assertThat(shard.count()).isEqualTo(tokens.length + 4);
            assertThat(shard.vocabulary()).isEqualTo(vocabulary);
            assertThat(shard.bos()).isEqualTo(bos);
            int[] copy = new int[tokens.length + 1];
            shard.copy(1, copy, 1, tokens.length);
            assertThat(Arrays.copyOfRange(copy, 1, copy.length)).isEqualTo(tokens);
            assertThat(shard.nextDocument(0)).isZero();
            assertThat(shard.nextDocument(1)).isEqualTo(tokens.length + 1);
            assertThat(shard.nextDocument(tokens.length + 2)).isEqualTo(tokens.length + 2);
            assertThat(shard.nextDocument(tokens.length + 3)).isEqualTo(shard.count());
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> shard.token(shard.count()));
        }
        assertThat(folder).isDirectoryContaining("glob:**a.shard").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void anUnfinishedShardLeavesNothing() throws IOException {
        try (TokenShardWriter writer = new TokenShardWriter(folder.resolve("a.shard"), 300, 299)) {
            writer.document(new int[] {1, 2, 3});
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesTokensThatNoDocumentHas() throws IOException {
        try (TokenShardWriter writer = new TokenShardWriter(folder.resolve("a.shard"), 300, 299)) {
            for (int token : new int[] {-1, 299, 300}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> writer.document(new int[] {1, token}))
                        .withMessageContaining("(" + token + ")");
            }
            assertThat(writer.count()).isZero();
        }
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = folder.resolve("a.shard");
        try (TokenShardWriter writer = new TokenShardWriter(file, 300, 299)) {
            writer.document(new int[] {1, 2, 3});
            writer.finish();
        }
        byte[] good = Files.readAllBytes(file);
        refuses(file, Arrays.copyOf(good, good.length - 1));
        refuses(file, Arrays.copyOf(good, good.length + 2));
        refuses(file, Arrays.copyOf(good, 10));
        refuses(file, new byte[0]);
        for (int at : new int[] {0, 4, 8, 14, 18, 24, 31}) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) 0x80;
            refuses(file, bad);
        }
        byte[] badToken = good.clone();
        badToken[35] = 0x7f;
        Files.write(file, badToken);
        try (TokenShard shard = TokenShard.open(file)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> shard.copy(0, new int[4], 0, 4))
                    .withMessageContaining("(32513)")
                    .withMessageContaining("a.shard");
        }
    }

    private static void refuses(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TokenShard.open(file).close())
                .withMessageContaining(file.toString())
                .withMessageContaining("\nMaybe ");
    }

    @Test
    void byteCountsComeBackFromTheirFile() throws IOException {
        Path file = folder.resolve("bytes");
        TokenBytes bytes = TokenBytes.of(1, 2, 300, 0);
        bytes.write(file);
        assertThat(TokenBytes.read(file)).isEqualTo(bytes);
        assertThat(bytes.count(2)).isEqualTo(300);
        assertThat(bytes.vocabulary()).isEqualTo(4);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TokenBytes.read(file))
                .withMessageContaining("\nMaybe ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenBytes.of(1, -1))
                .withMessageContaining("(-1)");
    }
}
