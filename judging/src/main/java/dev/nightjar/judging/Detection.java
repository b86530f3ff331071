package dev.nightjar.judging;

import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How often the judge would find falsehoods out: its own draws, estimate and verdict, on the claims of a real model
/// that are falsified here in ways whose size is known.
public final class Detection {

    private final JudgedText text;
    private final Claims truth;
    private final Optional<float[]> reference;

    /// @param truth     claims of an honest model
    /// @param reference claims of the program that it has to beat; empty for draws that are all uniform
    public Detection(SealedJudge.Text text, Claims truth, Optional<Claims> reference) {
        this.text = text.judged();
        this.truth = truth;
        this.reference = reference.map(Claims::losses);
    }

    /// What a program claims falsely.
    public enum Falsehood {
        /// No loss on a share of the tokens, picked at random.
        ANYWHERE,
        /// No loss on the share of the tokens with the largest losses.
        HARDEST,
        /// A share less on every token.
        EVERYWHERE
    }

    /// @param probability of being found out
    /// @param gain        that the falsehood claims, in bits per byte
    public record Chance(double probability, double gain) {}

    public Chance of(Falsehood falsehood, double share, int audits, int repetitions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] claims = falsified(falsehood, share, random);
        double[] cumulative = Draws.cumulative(claims, reference, text.counted());
        double[] found = new double[audits];
        int refuted = 0;
        for (int i = 0; i < repetitions; i++) {
            Draws draws = Draws.from(text.counted(), cumulative, audits, random);
            for (int k = 0; k < audits; k++) {
                found[k] = truth.losses()[draws.places()[k]];
            }
            refuted += Audit.refuted(Estimate.of(draws, claims, found, Audit.TOLERANCE), text) ? 1 : 0;
        }
        return new Chance((double) refuted / repetitions, text.bitsPerByte(gain(claims)));
    }

    private double gain(float[] claims) {
        double gain = 0;
        for (int place : text.counted()) {
            gain += (double) truth.losses()[place] - claims[place];
        }
        return gain;
    }

    private float[] falsified(Falsehood falsehood, double share, SplittableRandom random) {
        float[] claims = truth.losses().clone();
        int count = (int) Math.round(share * text.counted().length);
        switch (falsehood) {
            case ANYWHERE -> {
                int[] shuffled = text.counted().clone();
                for (int i = 0; i < count; i++) {
                    int other = i + random.nextInt(shuffled.length - i);
                    claims[shuffled[other]] = 0;
                    shuffled[other] = shuffled[i];
                }
            }
            case HARDEST ->
                IntStream.of(text.counted())
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer place) -> truth.losses()[place])
                                .reversed())
                        .limit(count)
                        .forEach(place -> claims[place] = 0);
            case EVERYWHERE -> {
                for (int place : text.counted()) {
                    claims[place] *= (float) (1 - share);
                }
            }
        }
        return claims;
    }
}
