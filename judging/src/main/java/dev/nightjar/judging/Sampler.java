package dev.nightjar.judging;

import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/// Lets a served model write: asks for the logits after a prefix, draws a token, and goes on.
public final class Sampler {

    private final int context;
    private final int bos;
    private final double temperature;
    private final SplittableRandom random;

    /// @param context     tokens that the model sees at a time; of a longer text the last ones
    /// @param temperature 0 always takes the likeliest token
    public Sampler(int context, int bos, double temperature, long seed) {
        if (!(temperature >= 0)) {
            throw new IllegalArgumentException(
                    "The temperature (%s) must not be negative.\nMaybe 0.8 is meant.".formatted(temperature));
        }
        this.context = context;
        this.bos = bos;
        this.temperature = temperature;
        this.random = new SplittableRandom(seed);
    }

    /// Continues `prompt` by `count` tokens or up to the first BOS, giving each to `sink` as it is drawn.
    public void write(ModelServer server, int[] prompt, int count, IntConsumer sink) throws IOException {
        FrameReader reader = new FrameReader(server.answers());
        FrameWriter writer = new FrameWriter(server.requests());
        Hello hello = reader.hello();
        int[] text = new int[prompt.length + count + 1];
        text[0] = bos;
        System.arraycopy(prompt, 0, text, 1, prompt.length);
        for (int length = prompt.length + 1, id = 1; length < text.length; length++, id++) {
            int token = next(reader, writer, hello, text, length, id);
            if (token == bos) {
                return;
            }
            text[length] = token;
            sink.accept(token);
        }
    }

    private int next(FrameReader reader, FrameWriter writer, Hello hello, int[] text, int length, int id)
            throws IOException {
        int seen = Math.min(length, context);
        int[] row = new int[context + 1];
        Arrays.fill(row, bos);
        System.arraycopy(text, length - seen, row, 0, seen);
        AuditRequest request = new AuditRequest(id, 1, context, row, new int[] {seen - 1});
        writer.write(request);
        return draw(reader.logits(request, hello.vocabulary()).values());
    }

    /// Draws from softmax(logits / temperature).
    private int draw(float[] logits) {
        int likeliest = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[likeliest]) {
                likeliest = i;
            }
        }
        if (temperature == 0) {
            return likeliest;
        }
        double[] weights = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            weights[i] = Math.exp((logits[i] - logits[likeliest]) / temperature);
            sum += weights[i];
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return likeliest;
    }
}
