package dev.nightjar.corpus.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Ordinary tokens in the order of their ids: the 256 bytes, then merges. No two tokens stand for the same bytes.
final class TokenList {

    static final int BYTES = 256;
    static final int MOST = 65_536;

    private final int capacity;
    private final List<byte[]> tokens = new ArrayList<>();
    private final List<int[]> merges = new ArrayList<>();
    /// By the token's bytes, as a string of one Latin-1 character a byte.
    private final Map<String, Integer> ids = new HashMap<>();

    TokenList(int capacity) {
        if (capacity < BYTES || capacity > MOST) {
            throw new IllegalArgumentException(
                    "The vocabulary (%d) must be from %d to %d tokens.%nMaybe `vocab` in lab.toml has a digit too few or too many."
                            .formatted(capacity, BYTES, MOST));
        }
        this.capacity = capacity;
        for (int value = 0; value < BYTES; value++) {
            add(new byte[] {(byte) value});
        }
    }

    private int add(byte[] token) {
        ids.put(latin1(token, 0, token.length), tokens.size());
        tokens.add(token);
        return tokens.size() - 1;
    }

    /// The token for the bytes of `left` and `right` together, which is new unless another pair made it before.
    int merge(int left, int right) {
        byte[] first = tokens.get(left);
        byte[] second = tokens.get(right);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        Integer known = ids.get(latin1(both, 0, both.length));
        if (known != null) {
            return known;
        }
        merges.add(new int[] {left, right});
        return add(both);
    }

    int size() {
        return tokens.size();
    }

    int capacity() {
        return capacity;
    }

    byte[] bytes(int id) {
        return tokens.get(id);
    }

    /// The pair that made token 256 + `index`.
    int[] merge(int index) {
        return merges.get(index);
    }

    /// Every pair of tokens whose bytes together are a token, with that token. Pairs that were never merged in
    /// training count as well: an encoder that looks tokens up by their bytes, as the field's do, joins them too.
    PairTable pairs() {
        PairTable pairs = new PairTable();
        for (int id = BYTES; id < tokens.size(); id++) {
            byte[] token = tokens.get(id);
            for (int cut = 1; cut < token.length; cut++) {
                Integer left = ids.get(latin1(token, 0, cut));
                Integer right = ids.get(latin1(token, cut, token.length));
                if (left != null && right != null) {
                    pairs.putIfAbsent(PairTable.key(left, right), id);
                }
            }
        }
        return pairs;
    }

    private static String latin1(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
