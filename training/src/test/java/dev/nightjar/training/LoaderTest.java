package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.wire.TokenShard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {

    private static final int ROWS = 3;
    private static final int CONTEXT = 16;
    private static final int BATCHES = 12;

    @TempDir
    Path folder;

    private Loader loader(long seed) throws IOException {
        Path shard = folder.resolve("train-00000.tokens");
        if (!Files.exists(shard)) {
            Shards.write(shard, 200);
        }
        return Loader.of(List.of(TokenShard.open(shard)), ROWS, CONTEXT, new Device(DeviceType.CPU), seed);
    }

    private static long[] ids(Tensor tensor) {
        long[] ids = new long[(int) tensor.numel()];
        tensor.data_ptr_long().get(ids);
        return ids;
    }

    private List<long[]> inputs(long seed) throws IOException, InterruptedException {
        List<long[]> inputs = new ArrayList<>();
        try (Loader loader = loader(seed)) {
            for (int i = 0; i < BATCHES; i++) {
                inputs.add(ids(loader.next().inputs()));
            }
        }
        return inputs;
    }

    @Test
    void theSeedAloneDeterminesTheOrderOfTheData() throws Exception {
        List<long[]> first = inputs(7);
        assertThat(inputs(7)).usingRecursiveComparison().isEqualTo(first);
        assertThat(inputs(8).getFirst()).isNotEqualTo(first.getFirst());
    }

    @Test
    void targetsAreTheTokensAfterTheInputsAndRowsStartWithBos() throws Exception {
        try (Loader loader = loader(1)) {
            Batch batch = loader.next();
            assertThat(batch.inputs().shape()).containsExactly(ROWS, CONTEXT);
            assertThat(batch.targets().shape()).containsExactly(ROWS, CONTEXT);
            long[] inputs = ids(batch.inputs());
            long[] targets = ids(batch.targets());
            for (int row = 0; row < ROWS; row++) {
                assertThat(inputs[row * CONTEXT]).isEqualTo(Shards.BOS);
                for (int t = 1; t < CONTEXT; t++) {
                    assertThat(targets[row * CONTEXT + t - 1]).isEqualTo(inputs[row * CONTEXT + t]);
                }
            }
        }
    }

    @Test
    void syntheticBatchesHaveTheShapeAndTheVocabularyOfRealOnes() throws Exception {
        try (Loader loader =
                Loader.synthetic(Shards.VOCABULARY, Shards.BOS, ROWS, CONTEXT, new Device(DeviceType.CPU), 1)) {
            Batch batch = loader.next();
            assertThat(batch.inputs().shape()).containsExactly(ROWS, CONTEXT);
            assertThat(Arrays.stream(ids(batch.targets()))).allMatch(id -> id >= 0 && id < Shards.VOCABULARY);
            assertThat(ids(loader.next().inputs())).isNotEqualTo(ids(batch.inputs()));
        }
    }

    @Test
    void aTokenOutsideTheVocabularyStopsTrainingInsteadOfSpoilingIt() throws Exception {
        Path shard = Shards.write(folder.resolve("damaged.tokens"), 20);
        try (FileChannel channel = FileChannel.open(shard, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xff}), Files.size(shard) - 2);
        }
        try (Loader loader = Loader.of(List.of(TokenShard.open(shard)), ROWS, CONTEXT, new Device(DeviceType.CPU), 1)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            loader.next();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("65535")
                    .hasMessageContaining("Maybe");
        }
    }
}
