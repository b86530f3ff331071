package dev.nightjar.core.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Entries as JSON lines and back: `{"v":1,"seq":…,"at":…,"prev":…,"event":{"type":…}}`.
public final class LedgerCodec {

    /// Of the line format. A reader refuses a newer one.
    public static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private record Line(int v, long seq, Instant at, String prev, Event event) {}

    private LedgerCodec() {}

    /// The line of `entry`, without its line feed.
    public static String encode(Entry entry) {
        return JSON.writeValueAsString(
                new Line(VERSION, entry.sequence(), entry.at(), entry.previous(), entry.event()));
    }

    /// The entry of a line.
    ///
    /// @throws IllegalArgumentException if it is no entry, or of a newer version
    public static Entry decode(String line) {
        Line read;
        try {
            read = JSON.readValue(line, Line.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("This is no ledger entry: %s".formatted(e.getOriginalMessage()), e);
        }
        if (read.v() > VERSION) {
            throw new IllegalArgumentException(
                    "The entry has version %d, this Nightjar reads up to %d.".formatted(read.v(), VERSION));
        }
        return new Entry(read.seq(), read.at(), read.prev(), read.event());
    }

    /// What the next entry names as its `previous`.
    public static String hash(String line) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
