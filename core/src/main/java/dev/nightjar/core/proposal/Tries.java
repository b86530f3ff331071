package dev.nightjar.core.proposal;

/// How often a proposer may mend a proposal within one experiment.
///
/// @param attempts proposals that the pure rails may read, the first included
/// @param repairs  times that a refusal of the pre-flight, such as a compiler's diagnostics, goes back
/// @param crashes  times that a crash in the first steps of a trial goes back
public record Tries(int attempts, int repairs, int crashes) {

    /// For those who would say the same again.
    public static final Tries ONCE = new Tries(1, 0, 0);

    /// For those who can read a reason.
    public static final Tries MODEL = new Tries(3, 3, 1);

    public Tries {
        if (attempts < 1 || repairs < 0 || crashes < 0) {
            throw new IllegalArgumentException(
                    "There is at least one attempt (%d), and no negative repair (%d) or crash (%d).\nMaybe (1, 0, 0) is meant."
                            .formatted(attempts, repairs, crashes));
        }
    }
}
