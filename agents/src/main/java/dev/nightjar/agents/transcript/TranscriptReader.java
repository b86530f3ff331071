package dev.nightjar.agents.transcript;

import dev.nightjar.agents.money.Spent;
import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a transcript. A last line without its line feed was being written when the power went, and is left out.
public final class TranscriptReader {

    /// @param configuration of the header: which models there were
    /// @param length        bytes up to the end of the last whole line
    public record Reading(Map<String, Object> configuration, List<Exchange> exchanges, long length) {

        /// What all of it cost. A failure that was followed by another attempt is in the account of what came
        /// of that; one that was followed by nothing, because the engine was killed, counts for itself.
        public Spent spent() {
            Map<Exchange.Key, Spent> open = new LinkedHashMap<>();
            Spent sum = Spent.NOTHING;
            for (Exchange exchange : exchanges) {
                Spent spent = exchange.outcome().account().map(Spent::on).orElse(Spent.NOTHING);
                switch (exchange.type()) {
                    case RETRIED -> open.merge(exchange.key(), spent, Spent::plus);
                    case EXCHANGE -> {
                        open.remove(exchange.key());
                        sum = sum.plus(spent);
                    }
                }
            }
            return open.values().stream().reduce(sum, Spent::plus);
        }
    }

    private TranscriptReader() {}

    /// @throws UserError of kind `USAGE` if there is none, or it is none
    public static Reading read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The transcript (%s) cannot be read: %s.".formatted(file, e),
                    "the run asked no model, or the path is another: .nightjar/runs/<tag>/exchanges.jsonl.",
                    e);
        }
        int length = wholeLines(bytes);
        List<String> lines =
                new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
        int at = 1;
        try {
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("it is empty");
            }
            ExchangeCodec.Header header = ExchangeCodec.header(lines.getFirst());
            List<Exchange> exchanges = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                at++;
                exchanges.add(ExchangeCodec.decode(line));
            }
            return new Reading(header.configuration(), List.copyOf(exchanges), length);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "%s, line %d: this is no transcript: %s.".formatted(file, at, e.getMessage()),
                    "an exchanges.jsonl is meant, or somebody edited this one.",
                    e);
        }
    }

    /// In bytes: a torn line may end in the middle of a letter.
    static int wholeLines(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }
}
