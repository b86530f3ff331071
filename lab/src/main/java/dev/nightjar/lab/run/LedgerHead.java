package dev.nightjar.lab.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number and hash of a ledger's last line. Always the same length, and written in one piece after the line is on
/// disk, so
/// it may lag behind the ledger but never runs ahead. What cannot be read says nothing.
record LedgerHead(long sequence, String hash) {

    private static final Pattern FORM = Pattern.compile("([0-9]{12}) ([0-9a-f]{64})\n");

    static Optional<LedgerHead> read(Path file) {
        try {
            Matcher matcher = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            return matcher.matches()
                    ? Optional.of(new LedgerHead(Long.parseLong(matcher.group(1)), matcher.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(FileChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap("%012d %s\n".formatted(sequence, hash).getBytes(StandardCharsets.US_ASCII)), 0);
    }
}
