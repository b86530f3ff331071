package dev.nightjar.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private static final Device CPU = new Device(DeviceType.CPU);

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", torch.randn(3, 5));
        tensors.put("transposed \"view\"", torch.randn(4, 2).t());
        tensors.put("half", torch.randn(7).to(ScalarType.BFloat16));
        tensors.put("ids", torch.arange(new org.bytedeco.pytorch.Scalar(6L)).view(2, 3));
        tensors.put("scalar", torch.tensor(1.5f).view(new long[0]));
        tensors.put("empty", torch.zeros(0, 4));
        Map<String, String> metadata = Map.of("précis", "bf16\nline\t\\");

        Checkpoint.write(file, tensors, metadata);
        Checkpoint read = Checkpoint.read(file, CPU);

        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> {
            assertThat(read.tensor(name).shape()).as(name).isEqualTo(tensor.shape());
            assertThat(read.tensor(name).scalar_type().intern())
                    .isEqualTo(tensor.scalar_type().intern());
            assertThat(torch.equal(read.tensor(name), tensor)).as(name).isTrue();
        });
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void readsAFileAsTheFormatDescribesIt() throws IOException {
        Path file = folder.resolve("other.safetensors");
        write(file, "{\"a\": {\"shape\": [2], \"dtype\": \"F32\", \"data_offsets\": [0, 8]}}  ", 8);
        assertThat(torch.equal(Checkpoint.read(file, CPU).tensor("a"), torch.tensor(1f, 1f)))
                .isTrue();
    }

    @Test
    void namesWhatIsWrongWithADamagedFile() throws IOException {
        Path file = folder.resolve("damaged.safetensors");
        write(file, "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8);
        assertThatThrownBy(() -> Checkpoint.read(file, CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged.safetensors")
                .hasMessageContaining("[3]");
        write(file, "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4);
        assertThatThrownBy(() -> Checkpoint.read(file, CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off");
        write(file, "{\"a\":{\"dtype\":", 0);
        assertThatThrownBy(() -> Checkpoint.read(file, CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Maybe");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Checkpoint.read(file, CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too short");
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoint.write(file, Map.of("weight", torch.ones(1)), Map.of());
        assertThatThrownBy(() -> Checkpoint.read(file, CPU).tensor("wieght"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(wieght)")
                .hasMessageContaining("[weight]");
    }

    /// A file with that header and so many bytes of data: the float 1 again and again.
    private static void write(Path file, String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        while (bytes.remaining() >= 4) {
            bytes.putFloat(1);
        }
        Files.write(file, Arrays.copyOf(bytes.array(), bytes.capacity()));
    }
}
