package dev.nightjar.training;

/// Floating-point operations of matrix products, from shapes alone: a multiplication and an addition are 2.
/// What a compute budget is counted in, so it is the same on every machine and in every precision.
public final class Flop {

    private Flop() {}

    /// Of training one token through weight matrices: 2 a parameter forward, 4 backward.
    ///
    /// @param parameters of all matrices that a token is multiplied with; embeddings are looked up and do not
    ///     count
    public static double weights(long parameters) {
        return 6.0 * parameters;
    }

    /// Of training one token through attention in one layer: queries times keys, and weights times values.
    ///
    /// @param width of all heads together
    /// @param keys that a query may see at most (the context, or a window of it); causality is not counted off,
    ///             as usual in the field
    public static double attention(int width, int keys) {
        return 12.0 * width * keys;
    }

    /// Of orthogonalising matrices as Muon does, once: each iteration computes `A = XXᵀ`, `A²` and a product
    /// of a polynomial of A with X.
    public static double orthogonalisation(int matrices, int rows, int columns, int iterations) {
        double small = Math.min(rows, columns);
        double large = Math.max(rows, columns);
        return (double) matrices * iterations * (4 * small * small * large + 2 * small * small * small);
    }
}
