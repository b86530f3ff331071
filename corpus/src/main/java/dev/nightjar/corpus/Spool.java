package dev.nightjar.corpus;

import dev.nightjar.corpus.source.Document;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The cleaned texts of a corpus in one temporary file, so that a corpus may be larger than memory: written one after
/// another, then read in any order by any thread. Gone when it is closed.
final class Spool implements Closeable {

    /// @param number of the text, counting from 0
    /// @param order evenly spread bits of the name, which sort documents into an order without meaning
    record Entry(int number, String name, boolean heldOut, long order, long offset, int length) {}

    private final Path file;
    private final FileChannel channel;
    private final List<Entry> entries = new ArrayList<>();
    private long end;

    Spool(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    void add(Document document, long order) throws IOException {
        byte[] text = document.text();
        entries.add(new Entry(entries.size(), document.fullName(), document.heldOut(), order, end, text.length));
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    byte[] text(Entry entry) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(entry.length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, entry.offset + bytes.position()) < 0) {
                throw new IOException("%s ends before the text of %s.".formatted(file, entry.name));
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
