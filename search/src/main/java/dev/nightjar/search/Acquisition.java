package dev.nightjar.search;

/// How much a trial is worth.
final class Acquisition {

    private Acquisition() {}

    /// The logarithm of the expected improvement (Jones et al., 1998) below `best`, also where it underflows
    /// (Ament et al., "Unexpected Improvements to Expected Improvement", 2023).
    static double logExpectedImprovement(GaussianProcess.Prediction prediction, double best) {
        double z = (best - prediction.mean()) / prediction.deviation();
        double density = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
        double h;
        if (z > -4) {
            h = Math.log(Math.exp(density) + z * Normal.cumulative(z));
        } else {
            h = density - Math.log(z * z) + Math.log1p(-3 / (z * z));
        }
        return h + Math.log(prediction.deviation());
    }
}
