package dev.nightjar.corpus.bpe;

/// Encodes texts one after another and remembers the tokens of each word it met. For one thread.
public final class Encoder {

    private static final int MOST_WORDS = 1 << 16;
    private static final int LONGEST_WORD = 256;

    private final WordEncoder encoder;
    private final WordTable words = new WordTable();
    private final IntList tokens = new IntList();
    /// Where the tokens of word n begin; they end where those of the next begin.
    private final IntList starts = new IntList();
    private final IntList out = new IntList();

    Encoder(PairTable pairs) {
        this.encoder = new WordEncoder(pairs);
        starts.add(0);
    }

    /// The ordinary tokens of `text`, which is valid UTF-8.
    public int[] encode(byte[] text) {
        out.clear();
        for (int from = 0; from < text.length; ) {
            int to = PreSplit.end(text, from, text.length);
            if (to - from > LONGEST_WORD) {
                encoder.encode(text, from, to, out);
            } else {
                encodeRemembered(text, from, to);
            }
            from = to;
        }
        return out.toArray();
    }

    private void encodeRemembered(byte[] text, int from, int to) {
        if (words.size() == MOST_WORDS) {
            words.clear();
            tokens.clear();
            starts.clear();
            starts.add(0);
        }
        int word = words.number(text, from, to);
        if (word + 1 == starts.size()) {
            encoder.encode(text, from, to, tokens);
            starts.add(tokens.size());
        }
        int start = starts.get(word);
        tokens.copyTo(out, start, starts.get(word + 1) - start);
    }
}
