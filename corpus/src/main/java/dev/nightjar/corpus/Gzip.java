package dev.nightjar.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// What the command `gzip -9` makes of a text: the bar that a trained model should pass.
final class Gzip implements AutoCloseable {

    private final Counter counter = new Counter();
    private final OutputStream gzip;
    private long bytes;

    Gzip() throws IOException {
        this.gzip = new Best(counter);
    }

    /// Bits for each byte of `texts`, one after another as one file.
    static double bitsPerByte(Iterable<byte[]> texts) throws IOException {
        try (Gzip gzip = new Gzip()) {
            for (byte[] text : texts) {
                gzip.add(text);
            }
            return gzip.bitsPerByte();
        }
    }

    void add(byte[] text) throws IOException {
        gzip.write(text);
        bytes += text.length;
    }

    /// Ends the file and returns its bits for each byte of text.
    double bitsPerByte() throws IOException {
        gzip.close();
        return 8.0 * counter.bytes / bytes;
    }

    @Override
    public void close() throws IOException {
        gzip.close();
    }

    private static final class Best extends GZIPOutputStream {
        Best(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] values, int offset, int length) {
            bytes += length;
        }
    }
}
