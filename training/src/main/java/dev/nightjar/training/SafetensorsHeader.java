package dev.nightjar.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The JSON at the start of a safetensors file.
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

    private static final String METADATA = "__metadata__";

    /// Types of numbers that both the format and this project know.
    enum Type {
        F32(ScalarType.Float, 4),
        BF16(ScalarType.BFloat16, 2),
        F16(ScalarType.Half, 2),
        F64(ScalarType.Double, 8),
        I64(ScalarType.Long, 8),
        I32(ScalarType.Int, 4);

        private final ScalarType scalar;
        private final int bytes;

        Type(ScalarType scalar, int bytes) {
            this.scalar = scalar;
            this.bytes = bytes;
        }

        ScalarType scalar() {
            return scalar;
        }

        static Type of(ScalarType scalar) {
            return Arrays.stream(values())
                    .filter(type -> type.scalar == scalar)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "A checkpoint cannot hold numbers of type (%s).%nMaybe a mask was registered as a weight."
                                    .formatted(scalar)));
        }
    }

    /// One tensor: bytes `begin` to `end` (exclusive) after the header.
    record Entry(String name, Type type, long[] shape, long begin, long end) {
        Entry {
            long size = Arrays.stream(shape).reduce(type.bytes, Math::multiplyExact);
            if (begin < 0 || end - begin != size || Arrays.stream(shape).anyMatch(length -> length < 0)) {
                throw new IllegalArgumentException(
                        "Tensor %s of shape %s and type %s does not fit bytes (%d) to (%d).%nMaybe the file is damaged."
                                .formatted(name, Arrays.toString(shape), type, begin, end));
            }
        }
    }

    static SafetensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        List<Entry> entries = new ArrayList<>();
        long at = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            Tensor tensor = named.getValue();
            long end = at + tensor.nbytes();
            entries.add(new Entry(named.getKey(), Type.of(tensor.scalar_type().intern()), tensor.shape(), at, end));
            at = end;
        }
        return new SafetensorsHeader(entries, metadata);
    }

    /// UTF-8 JSON, filled up with spaces to a multiple of 8 bytes so that the tensors are aligned.
    byte[] encode() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            json.put(METADATA, metadata);
        }
        for (Entry entry : entries) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dtype", entry.type.name());
            fields.put("shape", Arrays.stream(entry.shape).boxed().toList());
            fields.put("data_offsets", List.of(entry.begin, entry.end));
            json.put(entry.name, fields);
        }
        byte[] text = Json.write(json).getBytes(UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    /// @throws IllegalArgumentException if the text is not such a header
    static SafetensorsHeader decode(byte[] text) {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field :
                Json.object(Json.parse(new String(text, UTF_8))).entrySet()) {
            Map<String, Object> value = Json.object(field.getValue());
            if (field.getKey().equals(METADATA)) {
                value.forEach((key, word) -> metadata.put(key, Json.string(word)));
            } else {
                entries.add(entry(field.getKey(), value));
            }
        }
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry entry(String name, Map<String, Object> fields) {
        long[] offsets = Json.longs(fields.get("data_offsets"));
        if (offsets.length != 2) {
            throw new IllegalArgumentException("Tensor %s has (%d) offsets instead of 2.%nMaybe the file is damaged."
                    .formatted(name, offsets.length));
        }
        Type type = Type.valueOf(Json.string(fields.get("dtype")));
        return new Entry(name, type, Json.longs(fields.get("shape")), offsets[0], offsets[1]);
    }
}
