package dev.nightjar.training;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Follows the training loss and fails fast. The losses of steps are summed on the device, so that watching
/// makes a GPU wait only when somebody looks.
final class LossWatch {

    private static final double SMOOTHING = 0.95;

    private final Tensor sum;
    private final double limit;
    private long pending;
    private long steps;
    private double average;
    private double weight;

    /// @param vocabulary a guess among so many tokens costs their logarithm; twice that counts as exploding
    LossWatch(Device device, int vocabulary) {
        this.sum =
                torch.zeros(new long[] {1}, new TensorOptions(ScalarType.Float)).to(device, ScalarType.Float);
        this.limit = 2 * Math.log(vocabulary);
    }

    /// Adds the mean loss of a step, in nats per token.
    void add(Tensor loss) {
        sum.add_(loss.detach());
        pending++;
        steps++;
    }

    /// The smoothed loss up to now; NaN before the first step.
    ///
    /// @throws DivergedException if the mean loss since the last look is not finite or above the limit
    double look() {
        if (pending > 0) {
            double mean = sum.item_float() / pending;
            if (!(mean <= limit)) {
                throw new DivergedException(mean, limit, steps);
            }
            double keep = Math.pow(SMOOTHING, pending);
            average = keep * average + (1 - keep) * mean;
            weight = keep * weight + (1 - keep);
            sum.zero_();
            pending = 0;
        }
        return weight == 0 ? Double.NaN : average / weight;
    }
}
