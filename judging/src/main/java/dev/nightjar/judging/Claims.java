package dev.nightjar.judging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The losses that a model claims, in nats: `losses[row * context + t]` is that of target `t + 1` of the row.
///
/// File (little-endian): `NJCL`, u32 version 1, u32 rows, u32 context, f32 losses.
///
/// @param sha256 of the file, in hexadecimal
public record Claims(int rows, int context, float[] losses, String sha256) {

    private static final int MAGIC = 0x4C434A4E; // "NJCL" read as little-endian
    private static final int VERSION = 1;
    private static final int HEADER = 16;

    static Claims of(int rows, int context, float[] losses) {
        return new Claims(rows, context, losses, hash(bytes(rows, context, losses)));
    }

    /// Writes the file as a whole or not at all.
    void write(Path file) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        Files.write(whole, bytes(rows, context, losses));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The claims in `file`, or empty if there is none or it is not the one with this hash.
    public static Optional<Claims> read(Path file, String sha256) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (!hash(bytes).equals(sha256)
                || bytes.length < HEADER
                || buffer.getInt() != MAGIC
                || buffer.getInt() != VERSION) {
            return Optional.empty();
        }
        int rows = buffer.getInt();
        int context = buffer.getInt();
        float[] losses = new float[buffer.remaining() / Float.BYTES];
        buffer.asFloatBuffer().get(losses);
        return losses.length == (long) rows * context
                ? Optional.of(new Claims(rows, context, losses, sha256))
                : Optional.empty();
    }

    /// Sum over the tokens that count, in nats.
    double total(JudgedText text) {
        double sum = 0;
        for (int place : text.counted()) {
            sum += losses[place];
        }
        return sum;
    }

    /// The standard error of bits per byte over rows. They are a ratio of two sums over rows, R = Σ nᵢ / (ln 2
    /// · Σ bᵢ), with nᵢ the nats and bᵢ the bytes of row i; its standard error is that of a ratio estimator
    /// (Cochran, Sampling Techniques, section 2.11): with residuals rᵢ = nᵢ − (Σn / Σb) bᵢ over m rows,
    /// √(m / (m − 1) · Σ rᵢ²) / (ln 2 · Σ bᵢ).
    double standardError(JudgedText text) {
        double[] nats = new double[rows];
        for (int place : text.counted()) {
            nats[place / context] += losses[place];
        }
        double ratio = total(text) / text.totalBytes();
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            double residual = nats[row] - ratio * text.rowBytes()[row];
            squares += residual * residual;
        }
        return text.bitsPerByte(Math.sqrt(rows / (rows - 1.0) * squares));
    }

    private static byte[] bytes(int rows, int context, float[] losses) {
        ByteBuffer buffer =
                ByteBuffer.allocate(HEADER + Float.BYTES * losses.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(MAGIC).putInt(VERSION).putInt(rows).putInt(context);
        buffer.asFloatBuffer().put(losses);
        return buffer.array();
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
