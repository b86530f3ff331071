package dev.nightjar.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Named tensors and text metadata in a safetensors file (https://github.com/huggingface/safetensors): u64
/// length of the header, the header in JSON, the tensors' bytes, all little-endian.
///
/// @param tensors in the order of the file
public record Checkpoint(Map<String, Tensor> tensors, Map<String, String> metadata) {

    private static final int LENGTH_BYTES = 8;
    private static final long MOST_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 26;

    /// Writes a temporary file, forces it to disk and renames it: `file` is complete or not there.
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        byte[] header = SafetensorsHeader.of(tensors, metadata).encode();
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            writeFully(channel, length.putLong(header.length).flip());
            writeFully(channel, ByteBuffer.wrap(header));
            for (Tensor tensor : tensors.values()) {
                writeTensor(channel, tensor);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeTensor(FileChannel channel, Tensor tensor) throws IOException {
        try (PointerScope _ = new PointerScope()) {
            Tensor host = tensor.detach()
                    .to(Libtorch.device(dev.nightjar.wire.Device.CPU), tensor.scalar_type())
                    .contiguous();
            BytePointer bytes = new BytePointer(host.data_ptr());
            long size = host.nbytes();
            for (long at = 0; at < size; at += CHUNK) {
                bytes.position(at).limit(Math.min(size, at + CHUNK));
                writeFully(channel, bytes.asByteBuffer());
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Reads all tensors onto `device`.
    ///
    /// @throws IOException if the file cannot be read or is not such a file
    public static Checkpoint read(Path file, Device device) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SafetensorsHeader header = readHeader(file, channel);
            long data = channel.position();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                if (entry.end() > channel.size() - data) {
                    throw new IOException("%s ends within tensor %s.%nMaybe it was cut off while it was copied."
                            .formatted(file, entry.name()));
                }
                tensors.put(entry.name(), readTensor(channel, data, entry, device));
            }
            return new Checkpoint(tensors, header.metadata());
        }
    }

    private static SafetensorsHeader readHeader(Path file, FileChannel channel) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, prefix);
        long length = prefix.flip().getLong();
        if (length <= 0 || length > MOST_HEADER || length > channel.size() - LENGTH_BYTES) {
            throw new IOException("%s says that its header has (%d) bytes.%nMaybe it is no safetensors file."
                    .formatted(file, length));
        }
        ByteBuffer header = ByteBuffer.allocate((int) length);
        readFully(file, channel, header);
        try {
            return SafetensorsHeader.decode(header.array());
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new IOException("%s is too short.%nMaybe it was cut off while it was copied.".formatted(file));
            }
        }
    }

    private static Tensor readTensor(FileChannel channel, long data, SafetensorsHeader.Entry entry, Device device)
            throws IOException {
        TensorOptions options = new TensorOptions(entry.type().scalar());
        if (entry.end() == entry.begin()) {
            return torch.empty(entry.shape(), options, null)
                    .to(device, entry.type().scalar());
        }
        ByteBuffer mapped = channel.map(MapMode.READ_ONLY, data + entry.begin(), entry.end() - entry.begin());
        try (BytePointer bytes = new BytePointer(mapped);
                Tensor view = torch.from_blob(bytes, entry.shape(), options)) {
            // The mapping lives as long as `mapped` is reachable; the clone needs it no longer.
            return view.clone().to(device, entry.type().scalar());
        }
    }

    /// The tensor called `name`.
    ///
    /// @throws IllegalArgumentException if there is none
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "The checkpoint has no tensor (%s), only %s.%nMaybe it was written by another program."
                            .formatted(name, tensors.keySet()));
        }
        return tensor;
    }
}
