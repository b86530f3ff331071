package dev.nightjar.corpus.bpe;

import dev.nightjar.corpus.text.Utf8;
import dev.nightjar.wire.TokenBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A byte-level BPE tokenizer: ids 0 to 255 are bytes, then merges, then the special tokens. Any number of threads may
/// use it.
///
/// File: a line `nightjar-bpe 1 <ordinary tokens>`, then for each merge the two ids that it joins.
public final class Tokenizer {

    /// How the special token that starts each document is shown.
    public static final String BOS = "<|bos|>";

    private static final String FORMAT = "nightjar-bpe 1 ";

    private final TokenList tokens;
    private final PairTable pairs;

    Tokenizer(TokenList tokens) {
        this.tokens = tokens;
        this.pairs = tokens.pairs();
    }

    /// The ordinary tokens of `text`; text that looks like a special token has no special meaning.
    ///
    /// @throws IllegalArgumentException if `text` has half a surrogate pair
    public int[] encode(String text) {
        return encoder().encode(Utf8.encode(text));
    }

    /// An encoder of its own for a thread with many texts.
    public Encoder encoder() {
        return new Encoder(pairs);
    }

    /// The text of `ids`; bytes that are no UTF-8, as at a cut, become U+FFFD.
    ///
    /// @throws IllegalArgumentException if an id is outside the vocabulary
    public String decode(int[] ids) {
        return new String(decodeBytes(ids), StandardCharsets.UTF_8);
    }

    /// The bytes of `ids`, exactly.
    public byte[] decodeBytes(int[] ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            bytes.writeBytes(id == bos() ? BOS.getBytes(StandardCharsets.UTF_8) : token(id));
        }
        return bytes.toByteArray();
    }

    private byte[] token(int id) {
        if (id < 0 || id >= tokens.size()) {
            throw new IllegalArgumentException(
                    "The token (%d) is outside the vocabulary of %d.%nMaybe it comes from another tokenizer."
                            .formatted(id, vocabulary()));
        }
        return tokens.bytes(id);
    }

    /// The bytes that the ordinary token `id` stands for, a copy.
    public byte[] bytesOf(int id) {
        return token(id).clone();
    }

    /// Number of token ids, special ones included.
    public int vocabulary() {
        return tokens.size() + 1;
    }

    /// The id of the special token that starts each document.
    public int bos() {
        return tokens.size();
    }

    /// How many bytes each token stands for.
    public TokenBytes bytes() {
        int[] counts = new int[vocabulary()];
        for (int id = 0; id < tokens.size(); id++) {
            counts[id] = tokens.bytes(id).length;
        }
        return TokenBytes.of(counts);
    }

    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT + tokens.size());
        for (int i = 0; i < tokens.size() - TokenList.BYTES; i++) {
            int[] merge = tokens.merge(i);
            lines.add(merge[0] + " " + merge[1]);
        }
        Files.write(file, lines, StandardCharsets.US_ASCII);
    }

    /// @throws IOException if the file cannot be read or is no complete tokenizer
    public static Tokenizer read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        if (lines.isEmpty() || !lines.getFirst().startsWith(FORMAT)) {
            throw damaged(file, 1, lines.isEmpty() ? "" : lines.getFirst());
        }
        try {
            TokenList tokens = new TokenList(Integer.parseInt(lines.getFirst().substring(FORMAT.length())));
            for (int line = 1; line < lines.size(); line++) {
                readMerge(tokens, file, line + 1, lines.get(line));
            }
            if (tokens.size() != tokens.capacity()) {
                throw damaged(file, lines.size(), "%d of %d tokens".formatted(tokens.size(), tokens.capacity()));
            }
            return new Tokenizer(tokens);
        } catch (IllegalArgumentException e) {
            throw new IOException(damaged(file, 1, lines.getFirst()).getMessage(), e);
        }
    }

    private static void readMerge(TokenList tokens, Path file, int line, String text) throws IOException {
        int[] merge;
        try {
            merge = Arrays.stream(text.split(" ", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException(damaged(file, line, text).getMessage(), e);
        }
        int expected = tokens.size();
        boolean known = merge.length == 2 && Arrays.stream(merge).allMatch(id -> id >= 0 && id < expected);
        if (!known || tokens.merge(merge[0], merge[1]) != expected) {
            throw damaged(file, line, text);
        }
    }

    private static IOException damaged(Path file, int line, String found) {
        return new IOException(
                "%s:%d: this is not a line of a tokenizer: (%s).%nMaybe it is damaged: delete it and prepare the corpus again."
                        .formatted(file, line, found));
    }
}
