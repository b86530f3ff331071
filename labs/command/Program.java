import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// A small text compressor that learns while it reads: several models guess the next bit, a mixer weighs their guesses, and what
/// each bit costs is counted. Lower is better. (Context mixing, as in the PAQ family; Mahoney, 2005.)
///
/// It sees every bit only after it has guessed it, so the number is what a decoder could really reach. Nothing is random: the same
/// constants give the same number.
class Program {

    // The knobs. Proposals change these lines and no others; menu.toml says how far.

    /// Contexts of 1 to this many bytes, each a model of its own.
    static final int MAX_ORDER = 3;
    /// Entries of each model's table: two to this power.
    static final int TABLE_BITS = 14;
    /// A guess moves by 1/(count + 1.5); the count stops here, so that old text is forgotten.
    static final int COUNT_LIMIT = 60;
    /// How fast the mixer learns whom to trust.
    static final double LEARNING_RATE = 0.01;
    /// Every model's weight at the start.
    static final double INITIAL_WEIGHT = 0.3;
    /// What chooses among the mixer's sets of weights: "one", "bits" (of the byte so far) or "byte" (the one before).
    static final String WEIGHT_SET = "one";
    /// Whether the letters since the last blank are a context too.
    static final boolean WORD_MODEL = false;
    /// The longest match with earlier text predicts the next bit if it has at least this many bytes.
    static final int MATCH_LENGTH = 6;
    /// How much a count-corrected second opinion on the mixer's answer counts, from 0 to 1.
    static final double CORRECTION = 0.0;
    /// How fast that opinion is revised.
    static final double CORRECTION_RATE = 0.02;

    static final int MODELS = MAX_ORDER + 3;
    static final int MASK = (1 << TABLE_BITS) - 1;

    // One table a model: the probability of a 1 in each context, and how often it was seen.
    final double[][] chance = new double[MODELS][1 << TABLE_BITS];
    final int[][] seen = new int[MODELS][1 << TABLE_BITS];
    final double[][] weights = new double[256][MODELS];
    final double[] correction = new double[256 * 33];
    final int[] lastPlace = new int[1 << 16];

    final byte[] text;
    final int[] slot = new int[MODELS];
    final double[] guess = new double[MODELS];
    int match;

    Program(byte[] text) {
        this.text = text;
        for (double[] table : chance) {
            Arrays.fill(table, 0.5);
        }
        for (double[] set : weights) {
            Arrays.fill(set, INITIAL_WEIGHT);
        }
        for (int i = 0; i < correction.length; i++) {
            correction[i] = squash((i % 33 - 16) / 2.0);
        }
    }

    public static void main(String[] arguments) throws IOException {
        byte[] text = Files.readAllBytes(Path.of("text.txt"));
        double bits = new Program(text).cost();
        System.out.printf(Locale.ROOT, "METRIC bits_per_byte=%.6f%n", bits / text.length);
    }

    /// The bits that the whole text costs.
    double cost() {
        double bits = 0;
        for (int at = 0; at < text.length; at++) {
            long[] contexts = contexts(at);
            int partial = 1;
            for (int i = 7; i >= 0; i--) {
                int bit = text[at] >> i & 1;
                double one = predict(at, contexts, partial);
                bits -= Math.log(bit == 1 ? one : 1 - one) / Math.log(2);
                learn(bit);
                partial = 2 * partial + bit;
            }
            remember(at);
        }
        return bits;
    }

    /// A hash of what each model looks at. Model 0 looks at nothing.
    long[] contexts(int at) {
        long[] contexts = new long[MODELS];
        long hash = 0;
        for (int order = 1; order <= MAX_ORDER; order++) {
            hash = (hash + byteAt(at - order) + 1) * 0x9E3779B97F4A7C15L;
            contexts[order] = hash + order;
        }
        if (WORD_MODEL) {
            long word = 0;
            for (int i = at - 1; Character.isLetter(byteAt(i)); i--) {
                word = (word + byteAt(i)) * 0xD1B54A32D192ED03L;
            }
            contexts[MAX_ORDER + 1] = word + 77;
        }
        return contexts;
    }

    int byteAt(int index) {
        return index < 0 ? 0 : text[index] & 0xFF;
    }

    int chosenSet;
    int corner;
    double mixed;
    double answer;

    /// The probability that the next bit is 1.
    double predict(int at, long[] contexts, int partial) {
        double sum = 0;
        chosenSet = switch (WEIGHT_SET) {
            case "bits" -> partial;
            case "byte" -> byteAt(at - 1);
            default -> 0;
        };
        for (int model = 0; model < MODELS; model++) {
            slot[model] = slot(model, contexts[model], partial, at);
            guess[model] = slot[model] < 0 ? 0 : stretch(chance[model][slot[model]]);
            sum += weights[chosenSet][model] * guess[model];
        }
        mixed = squash(sum);
        corner = partial * 33 + (int) Math.round(2 * within(sum, -8, 8)) + 16;
        answer = within((1 - CORRECTION) * mixed + CORRECTION * correction[corner], 1e-4, 1 - 1e-4);
        return answer;
    }

    /// Where a model keeps its guess, or -1 if it has none.
    int slot(int model, long context, int partial, int at) {
        if (model == MAX_ORDER + 1 && !WORD_MODEL) {
            return -1;
        }
        if (model == MODELS - 1) {
            return matchSlot(partial, at);
        }
        long hash = (context + partial) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 40) & MASK;
    }

    /// The match model learns how far a match of this length can be trusted when it expects this bit.
    int matchSlot(int partial, int at) {
        if (match == 0) {
            return -1;
        }
        int expected = byteAt(match) | 0x100;
        int read = 31 - Integer.numberOfLeadingZeros(partial);
        if (expected >> 8 - read != partial) {
            return -1;
        }
        int length = 0;
        while (length < 31 && length < match && text[match - 1 - length] == text[at - 1 - length]) {
            length++;
        }
        return (length << 1 | expected >> 7 - read & 1) & MASK;
    }

    void learn(int bit) {
        double error = bit - mixed;
        for (int model = 0; model < MODELS; model++) {
            weights[chosenSet][model] += LEARNING_RATE * error * guess[model];
            if (slot[model] >= 0) {
                int count = seen[model][slot[model]];
                chance[model][slot[model]] += (bit - chance[model][slot[model]]) / (count + 1.5);
                seen[model][slot[model]] = Math.min(count + 1, COUNT_LIMIT);
            }
        }
        correction[corner] += CORRECTION_RATE * (bit - correction[corner]);
    }

    /// After a byte: goes on with the match, or looks for the last place where the same bytes stood.
    void remember(int at) {
        match = match > 0 && text[match] == text[at] ? match + 1 : 0;
        if (at + 1 < MATCH_LENGTH) {
            return;
        }
        int hash = 0;
        for (int i = 0; i < MATCH_LENGTH; i++) {
            hash = (hash + byteAt(at - i) + 1) * 0x2F0B4C47;
        }
        int key = hash >>> 16;
        if (match == 0) {
            match = lastPlace[key];
        }
        lastPlace[key] = at + 1;
    }

    static double within(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    static double stretch(double chance) {
        double safe = within(chance, 1e-4, 1 - 1e-4);
        return Math.log(safe / (1 - safe));
    }

    static double squash(double score) {
        return 1 / (1 + Math.exp(-score));
    }
}
