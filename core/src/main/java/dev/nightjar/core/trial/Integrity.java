package dev.nightjar.core.trial;

import java.util.OptionalInt;

/// What the audits of a model's claims said. Figures are bits per byte unless they say otherwise.
///
/// @param verdict         whether the claims can be believed
/// @param claimed         the metric by the claims alone
/// @param correction      estimated from the audits; the judged value is `claimed` plus this
/// @param correctionError its standard error, over the judge's draws
/// @param audits          tokens drawn, with replacement
/// @param off             of them, how many were further from the claim than the tolerance
/// @param worst           the largest difference between truth and claim, in nats
/// @param witnesses       audits that another process answered again
/// @param disagreement    the largest difference between the two answers, in nats
/// @param drift           by how much the first answers were better together, beyond chance: what was learnt by being
/// asked
/// @param residualBound   what these audits could have missed, at 95 %
/// @param reference       the trial whose claims weighted the draws; empty if all were drawn uniformly
/// @param draw            the seed of the draws, in hexadecimal, taken from the system's randomness after the claims
public record Integrity(
        Verdict verdict,
        double claimed,
        double correction,
        double correctionError,
        int audits,
        int off,
        double worst,
        int witnesses,
        double disagreement,
        double drift,
        double residualBound,
        OptionalInt reference,
        String draw) {

    public enum Verdict {
        INTACT,
        FAILED
    }
}
