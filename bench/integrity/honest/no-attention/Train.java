import dev.nightjar.training.Batch;
import dev.nightjar.training.Checkpoint;
import dev.nightjar.training.Loader;
import dev.nightjar.training.TrainingClock;
import dev.nightjar.training.Trial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// No attention.
public final class Train {

    private static final int WIDTH = 32;
    private static final int ROWS = 8;
    private static final int CONTEXT = 64;
    private static final double RATE = 0.01;

    private final int vocabulary;
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Map<String, Tensor> squares = new LinkedHashMap<>();

    private Train(int vocabulary) {
        this.vocabulary = vocabulary;
        weight("embedding", 0.3, vocabulary, WIDTH);
        weight("up", 0.1, 2 * WIDTH, 2 * WIDTH);
        weight("head", 0.1, vocabulary, 2 * WIDTH);
    }

    public static void main(String[] args) throws Exception {
        Trial trial = Trial.begin();
        Train program = new Train(trial.vocabulary());
        switch (trial.mode()) {
            case PREFLIGHT -> {
                try (Loader synthetic = trial.syntheticLoader(ROWS, CONTEXT)) {
                    program.step(synthetic.next());
                }
            }
            case TRAIN -> program.train(trial);
            case SERVE -> {
                program.load(trial.checkpoint());
                trial.serve(tokens -> program.logits(tokens, false));
            }
        }
    }

    private void weight(String name, double scale, long... shape) {
        Tensor weight = torch.randn(shape).mul_(new Scalar(scale)).requires_grad_(true);
        weights.put(name, weight);
        squares.put(name, torch.zeros(shape));
    }

    private Tensor w(String name) {
        return weights.get(name);
    }

    private void train(Trial trial) throws Exception {
        TrainingClock clock = trial.ready();
        try (Loader loader = trial.loader(ROWS, CONTEXT)) {
            while (!clock.reached()) {
                try (PointerScope _ = new PointerScope()) {
                    trial.step(clock, step(loader.next()), 1, ROWS * CONTEXT);
                }
            }
            trial.save(weights, Map.of());
            trial.summarize(clock, loader, weights.values().stream().mapToLong(Tensor::numel).sum(), 1);
        }
    }

    /// One step of RMSprop (Hinton's lecture notes, 6e).
    private Tensor step(Batch batch) {
        Tensor loss = torch.cross_entropy_loss(
                logits(batch.inputs(), true).view(-1, vocabulary), batch.targets().reshape(-1));
        loss.backward();
        try (AutoGradMode _ = new AutoGradMode(false)) {
            weights.forEach((name, weight) -> {
                Tensor gradient = weight.grad();
                Tensor square = squares.get(name).mul_(new Scalar(0.95)).addcmul_(gradient, gradient, new Scalar(0.05));
                weight.addcdiv_(gradient, square.sqrt().add_(new Scalar(1e-6)), new Scalar(-RATE));
                gradient.zero_();
            });
        }
        return loss.detach();
    }

    private void load(Checkpoint checkpoint) {
        try (AutoGradMode _ = new AutoGradMode(false)) {
            weights.forEach((name, weight) -> weight.copy_(checkpoint.tensor(name)));
        }
    }

    /// The last token and the one before it.
    private Tensor logits(Tensor tokens, boolean training) {
        Tensor x = torch.embedding(w("embedding"), tokens);
        Tensor before = torch.constant_pad_nd(x.narrow(1, 0, x.size(1) - 1), new long[] {0, 0, 1, 0}, new Scalar(0));
        Tensor both = torch.cat(new TensorVector(x, before), 2);
        return torch.linear(torch.linear(both, w("up")).relu().add(both), w("head"));
    }
}
