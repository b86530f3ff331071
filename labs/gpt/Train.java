import static org.bytedeco.pytorch.global.torch.addcmul;
import static org.bytedeco.pytorch.global.torch.baddbmm;
import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.rms_norm;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;
import static org.bytedeco.pytorch.global.torch.where;

import dev.nightjar.training.Batch;
import dev.nightjar.training.Checkpoint;
import dev.nightjar.training.Flop;
import dev.nightjar.training.Loader;
import dev.nightjar.training.TrainingClock;
import dev.nightjar.training.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Trains a small GPT in one file: the knobs, the model, the optimizers, the loop. Read it from top to bottom.
///
/// The architecture is what public speed runs of GPT training settled on: rotary positions, normalised queries and
/// keys, squared ReLU, value embeddings, learned mixing of the residual stream, a capped and untied head; matrices
/// learn by Muon, everything else by AdamW.
public final class Train {

    // ---- The knobs. Each line is bound to the menu (menu.toml): one constant, one literal. ------------------------

    static final int N_LAYER = 2; // transformer blocks
    static final int N_HEAD = 2; // attention heads of D_MODEL / N_HEAD each
    static final int D_MODEL = 128; // width of the residual stream
    static final int D_FF = 512; // width of the MLP's hidden layer
    static final String WINDOW_PATTERN = "SL"; // over the layers: L looks SEQ_LEN back, S half, T a quarter; last is L

    static final int SEQ_LEN = 128; // tokens in a row
    static final int BATCH_SIZE = 16; // rows in a forward pass
    static final int TOTAL_BATCH = 2048; // tokens in an optimizer step: a multiple of BATCH_SIZE * SEQ_LEN

    static final double LR = 1.0; // multiplies the three learning rates below
    static final double MATRIX_LR = 0.03; // Muon, the matrices of the blocks
    static final double EMBEDDING_LR = 0.3; // AdamW, token and value embeddings
    static final double HEAD_LR = 0.007; // AdamW, the head
    static final double LR_WARMUP = 0.02; // fraction of the budget in which the learning rates rise
    static final double LR_WARMDOWN = 0.8; // fraction of the budget in which they fall
    static final double FINAL_LR_FRACTION = 0.05; // what they fall to

    static final double BETA1 = 0.8; // AdamW: memory of the gradient
    static final double BETA2 = 0.95; // AdamW: memory of its square
    static final double MOMENTUM = 0.95; // Muon
    static final double WEIGHT_DECAY = 0.1; // Muon, cautious; falls with the learning rate
    static final double GRAD_CLIP = 1.0; // longest gradient, 0 for any
    static final String PRECISION = "bf16"; // of the forward and backward pass: bf16 or fp32

    static final double SOFTCAP = 15.0; // logits stay within ±SOFTCAP

    // ---- Fixed, but yours to edit in scope "edit". ----------------------------------------------------------------

    static final int D_HEAD = D_MODEL / N_HEAD;
    static final int GATE_CHANNELS = 32; // of the residual stream that a value embedding's gate reads
    static final double SCALAR_LR = 0.1; // AdamW, the mixing scalars and gates
    static final double EPSILON = 1e-10;
    static final int ORTHOGONALISATION_STEPS = 5;
    static final ScalarType COMPUTE = PRECISION.equals("bf16") ? ScalarType.BFloat16 : ScalarType.Float;

    // ---- The model ------------------------------------------------------------------------------------------------

    /// `count` weights of one shape, side by side in one tensor, so that an optimizer updates them all in one
    /// operation. The forward pass uses leaves: views of a copy in the precision of the computation, so nothing is
    /// cast twice.
    static final class Weights {

        final String name;
        final Tensor master; // fp32, what is learned and saved
        final Tensor working; // what the forward pass reads: the master itself or a bf16 copy
        final Tensor gradient; // of `working`

        Weights(String name, Tensor initial, ScalarType precision, Device device) {
            this.name = name;
            this.master = initial.to(device, ScalarType.Float).contiguous();
            this.working = precision == ScalarType.Float ? master : master.to(precision);
            this.gradient = torch.zeros_like(working);
        }

        /// A part of the weights that autograd fills the gradient of.
        Tensor leaf(Tensor part, Tensor partOfGradient) {
            Tensor leaf = part.detach().requires_grad_(true);
            leaf.mutable_grad().put(partOfGradient);
            return leaf;
        }

        /// The weight at `index` of the first dimension.
        Tensor leaf(int index) {
            return leaf(working.select(0, index), gradient.select(0, index));
        }

        /// The weights `from` to `from + count` of a layer as one matrix.
        Tensor leaf(int layer, int from, int count) {
            return leaf(rows(working, layer, from, count), rows(gradient, layer, from, count));
        }

        private static Tensor rows(Tensor tensor, int layer, int from, int count) {
            return tensor.select(0, layer).narrow(0, from, count).view(-1, tensor.size(3));
        }

        /// After an update of the master.
        void refresh() {
            if (working != master) {
                working.copy_(master);
            }
        }
    }

    /// The weights of one block as the forward pass reads them.
    record Block(
            Tensor queryKey, // [2 D_MODEL, D_MODEL]
            Tensor value, // [D_MODEL, D_MODEL]
            Tensor output, // [D_MODEL, D_MODEL]
            Tensor up, // [D_FF, D_MODEL]
            Tensor down, // [D_MODEL, D_FF]
            Tensor residualScale, // [], how much of the stream goes on
            Tensor inputScale, // [], how much of the first embedding is mixed in again
            Tensor smear, // [D_MODEL], how much of the token before attention sees with a token
            Tensor valueEmbedding, // [vocabulary, D_MODEL], or null
            Tensor valueGate, // [N_HEAD, GATE_CHANNELS], or null
            int window) {}

    static final class Model {

        final int vocabulary;
        final int headRows; // the vocabulary rounded up: matrix products like multiples of 64
        final Device device;
        final boolean cuda;
        final Weights square; // [N_LAYER, 4, D_MODEL, D_MODEL]: queries, keys, values, output
        final Weights up; // [N_LAYER, D_FF, D_MODEL]
        final Weights down; // [N_LAYER, D_MODEL, D_FF]
        final Weights embedding; // [1, vocabulary, D_MODEL]
        final Weights valueEmbeddings; // [N_LAYER / 2, vocabulary, D_MODEL], rounded up
        final Weights head; // [1, headRows, D_MODEL]
        final Weights scalars; // [2 N_LAYER]: for each block its residual and input scale
        final Weights gates; // of the value embeddings: [N_LAYER / 2, N_HEAD, GATE_CHANNELS]
        final Weights smears; // [N_LAYER + 1, D_MODEL]
        final List<Weights> all;

        final Tensor tokenEmbedding;
        final Tensor inputSmear; // [D_MODEL]
        final Tensor headMatrix;
        final List<Block> blocks = new ArrayList<>();
        final Tensor cos; // [1, context, 1, D_HEAD / 2]
        final Tensor sin;
        final Tensor shift; // [headRows]: ends the softcap, and makes rows that stand for no token impossible
        final Map<String, Tensor> masks = new HashMap<>();

        Model(int vocabulary, int longestContext, Device device, boolean cuda) {
            this.vocabulary = vocabulary;
            this.headRows = (vocabulary + 63) / 64 * 64;
            this.device = device;
            this.cuda = cuda;
            int withValues = (N_LAYER + 1) / 2;

            double bound = Math.sqrt(3.0 / D_MODEL);
            Tensor squares = uniform(bound, N_LAYER, 4, D_MODEL, D_MODEL);
            squares.narrow(1, 3, 1).zero_(); // a block adds nothing at first
            square = new Weights("square", squares, COMPUTE, device);
            up = new Weights("up", uniform(bound, N_LAYER, D_FF, D_MODEL), COMPUTE, device);
            down = new Weights("down", torch.zeros(N_LAYER, D_MODEL, D_FF), COMPUTE, device);
            embedding = new Weights("embedding", torch.randn(1, vocabulary, D_MODEL), ScalarType.Float, device);
            Tensor values = uniform(bound, withValues, vocabulary, D_MODEL);
            valueEmbeddings = new Weights("value_embeddings", values, ScalarType.Float, device);
            head = new Weights("head", torch.randn(1, headRows, D_MODEL).mul_(scalar(0.001)), COMPUTE, device);
            scalars = new Weights("scalars", torch.tensor(1.0f, 0.1f).repeat(N_LAYER), ScalarType.Float, device);
            gates = new Weights("gates", torch.zeros(withValues, N_HEAD, GATE_CHANNELS), COMPUTE, device);
            smears = new Weights("smears", torch.zeros(N_LAYER + 1, D_MODEL), COMPUTE, device);
            all = List.of(square, up, down, embedding, valueEmbeddings, head, scalars, gates, smears);

            tokenEmbedding = embedding.leaf(0);
            inputSmear = smears.leaf(N_LAYER);
            headMatrix = head.leaf(0);
            for (int layer = 0; layer < N_LAYER; layer++) {
                blocks.add(block(layer));
            }

            Tensor frequencies = torch.arange(scalar(0.0), scalar(D_HEAD / 2.0))
                    .mul(scalar(-2.0 / D_HEAD * Math.log(10_000)))
                    .exp();
            Tensor angles = torch.outer(torch.arange(scalar(0.0), scalar((double) longestContext)), frequencies)
                    .view(1, longestContext, 1, D_HEAD / 2);
            cos = angles.cos().to(device, COMPUTE);
            sin = angles.sin().to(device, COMPUTE);
            shift = torch.full(new long[] {headRows}, scalar(-SOFTCAP)).to(device, ScalarType.Float);
            shift.narrow(0, vocabulary, headRows - vocabulary).fill_(scalar(-1e4));
        }

        private Block block(int layer) {
            boolean values = layer % 2 == (N_LAYER - 1) % 2;
            return new Block(
                    square.leaf(layer, 0, 2),
                    square.leaf(layer, 2, 1),
                    square.leaf(layer, 3, 1),
                    up.leaf(layer),
                    down.leaf(layer),
                    scalars.leaf(2 * layer),
                    scalars.leaf(2 * layer + 1),
                    smears.leaf(layer),
                    values ? valueEmbeddings.leaf(layer / 2) : null,
                    values ? gates.leaf(layer / 2) : null,
                    window(layer));
        }

        /// Tokens that a position of `layer` looks back on, itself included.
        static int window(int layer) {
            char kind = layer == N_LAYER - 1 ? 'L' : WINDOW_PATTERN.charAt(layer % WINDOW_PATTERN.length());
            return switch (kind) {
                case 'L' -> SEQ_LEN;
                case 'S' -> SEQ_LEN / 2;
                case 'T' -> SEQ_LEN / 4;
                default ->
                    throw new IllegalArgumentException(
                            "WINDOW_PATTERN (%s) may only have L, S and T.".formatted(WINDOW_PATTERN));
            };
        }

        /// The residual stream after the last block, normalised: `[rows, context, D_MODEL]`.
        Tensor hidden(Tensor tokens) {
            Tensor x = norm(torch.embedding(tokenEmbedding, tokens).to(COMPUTE));
            x = smear(x, inputSmear);
            Tensor first = x;
            for (Block block : blocks) {
                x = addcmul(x.mul(block.residualScale), first, block.inputScale);
                x = x.add(attention(block, smear(norm(x), block.smear), tokens));
                x = x.add(mlp(block, norm(x)));
            }
            return norm(x);
        }

        /// Adds to each token a part of the one before it, channel by channel. So a key also says what its value
        /// follows, and text is copied by one layer of attention where it would take two.
        private static Tensor smear(Tensor x, Tensor amount) {
            Tensor before = torch.constant_pad_nd(x.narrow(1, 0, x.size(1) - 1), new long[] {0, 0, 1, 0}, scalar(0));
            return addcmul(x, before, amount);
        }

        private Tensor mlp(Block block, Tensor x) {
            return linear(linear(x, block.up).relu().square(), block.down);
        }

        private Tensor attention(Block block, Tensor x, Tensor tokens) {
            long rows = x.size(0);
            long context = x.size(1);
            // Queries and keys are normalised and rotated together, as 2 N_HEAD heads.
            TensorVector queryKey =
                    rotate(norm(linear(x, block.queryKey).view(rows, context, 2 * N_HEAD, D_HEAD))).chunk(2, 2);
            Tensor value = linear(x, block.value).view(rows, context, N_HEAD, D_HEAD);
            if (block.valueEmbedding != null) {
                Tensor own = torch.embedding(block.valueEmbedding, tokens).to(COMPUTE).view(value.shape());
                Tensor gate = linear(x.narrow(2, 0, GATE_CHANNELS), block.valueGate).sigmoid().mul(scalar(2));
                value = addcmul(value, gate.unsqueeze(3), own);
            }
            Tensor query = queryKey.get(0).transpose(1, 2);
            Tensor key = queryKey.get(1).transpose(1, 2);
            Tensor mixed = attend(query, key, value.transpose(1, 2), block.window);
            return linear(mixed.transpose(1, 2).reshape(rows, context, D_MODEL), block.output);
        }

        /// Rotary positions (RoFormer): channel i and i + D_HEAD/2 turn together by the position's angle.
        private Tensor rotate(Tensor x) {
            Tensor c = cos.narrow(1, 0, x.size(1));
            Tensor s = sin.narrow(1, 0, x.size(1));
            TensorVector halves = x.chunk(2, 3);
            Tensor a = halves.get(0);
            Tensor b = halves.get(1);
            return cat(new TensorVector(addcmul(a.mul(c), b, s), addcmul(b.mul(c), a, s, scalar(-1))), 3);
        }

        /// Softmax attention over the last `window` positions; all of shape `[rows, N_HEAD, context, D_HEAD]`. On a
        /// CPU libtorch's fused kernel is several times slower than the two matrix products it is made of.
        private Tensor attend(Tensor query, Tensor key, Tensor value, int window) {
            long rows = query.size(0);
            long context = query.size(2);
            if (cuda) {
                boolean full = window >= context;
                TensorOptional mask = full ? new TensorOptional() : new TensorOptional(mask(context, window));
                return scaled_dot_product_attention(query, key, value, mask, 0.0, full, new DoubleOptional(), false);
            }
            long heads = rows * N_HEAD;
            Tensor scores = baddbmm(
                    mask(context, window),
                    query.reshape(heads, context, D_HEAD),
                    key.reshape(heads, context, D_HEAD).transpose(1, 2),
                    scalar(1),
                    scalar(1 / Math.sqrt(D_HEAD)));
            return bmm(scores.softmax(-1), value.reshape(heads, context, D_HEAD)).view(rows, N_HEAD, context, D_HEAD);
        }

        /// `[context, context]`: 0 where a query (row) may look at a key (column), minus infinity elsewhere.
        private Tensor mask(long context, int window) {
            return masks.computeIfAbsent(context + "/" + window, _ -> {
                try (PointerScope _ = new PointerScope()) {
                    Tensor ones = torch.ones(context, context);
                    Tensor visible = ones.tril().mul(ones.triu(1L - window));
                    Tensor mask = torch.zeros(context, context)
                            .masked_fill_(visible.eq(scalar(0)), scalar(Double.NEGATIVE_INFINITY))
                            .to(device, COMPUTE);
                    mask.retainReference();
                    return mask;
                }
            });
        }

        private static Tensor norm(Tensor x) {
            return rms_norm(x, x.size(x.dim() - 1));
        }

        /// fp32 logits `[..., headRows]`, softly capped: SOFTCAP tanh(z / SOFTCAP), written as 2 SOFTCAP sigmoid(2 z
        /// / SOFTCAP) - SOFTCAP because libtorch's sigmoid is four times as fast on a CPU; the division happens on
        /// the small side of the product.
        Tensor logits(Tensor hidden) {
            Tensor raw = linear(hidden.mul(scalar(2 / SOFTCAP)), headMatrix).to(ScalarType.Float);
            return torch.add(shift, raw.sigmoid(), scalar(2 * SOFTCAP));
        }

        Tensor loss(Batch batch) {
            Tensor hidden = hidden(batch.inputs()).view(-1, D_MODEL);
            return cross_entropy_loss(logits(hidden), batch.targets().view(-1));
        }

        Tensor served(Tensor tokens) {
            return logits(hidden(tokens)).narrow(2, 0, vocabulary);
        }

        long parameters() {
            return all.stream().mapToLong(weights -> weights.master.numel()).sum();
        }

        double flopPerToken() {
            double attention = 0;
            for (Block block : blocks) {
                attention += Flop.attention(D_MODEL, block.window);
            }
            return attention
                    + Stream.of(square, up, down, head, gates)
                            .mapToDouble(weights -> Flop.weights(weights.master.numel()))
                            .sum();
        }

        Map<String, Tensor> tensors() {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            all.forEach(weights -> tensors.put(weights.name, weights.master));
            return tensors;
        }

        void load(Checkpoint checkpoint) {
            for (Weights weights : all) {
                weights.master.copy_(checkpoint.tensor(weights.name));
                weights.refresh();
            }
        }
    }

    static Scalar scalar(double value) {
        return new Scalar(value);
    }

    static Tensor uniform(double bound, long... shape) {
        return torch.rand(shape).mul_(scalar(2 * bound)).sub_(scalar(bound));
    }

    // ---- The optimizers -------------------------------------------------------------------------------------------

    interface Optimizer {
        /// @param rate what the schedule makes of the learning rate, 0 to 1
        void step(double rate);
    }

    /// Adam with decoupled weight decay (Loshchilov and Hutter), without the decay: what learns by it here needs
    /// none.
    static final class AdamW implements Optimizer {

        private final Weights weights;
        private final double lr;
        private final Tensor mean;
        private final Tensor square;
        private int steps;

        AdamW(Weights weights, double lr) {
            this.weights = weights;
            this.lr = LR * lr;
            this.mean = torch.zeros_like(weights.master);
            this.square = torch.zeros_like(weights.master);
        }

        @Override
        public void step(double rate) {
            steps++;
            Tensor gradient = weights.gradient.to(ScalarType.Float);
            mean.lerp_(gradient, scalar(1 - BETA1));
            square.mul_(scalar(BETA2)).addcmul_(gradient, gradient, scalar(1 - BETA2));
            double correction = Math.sqrt(1 - Math.pow(BETA2, steps));
            Tensor deviation = square.sqrt().add_(scalar(EPSILON));
            weights.master.addcdiv_(mean, deviation, scalar(-lr * rate * correction / (1 - Math.pow(BETA1, steps))));
            weights.refresh();
        }
    }

    /// Muon (Jordan et al. 2024): momentum whose matrices are made orthogonal before they are applied.
    static final class Muon implements Optimizer {

        // Polar Express (Amsel et al. 2025): the best polynomials of degree 5 one after another, for singular values
        // down to 1e-3.
        private static final double[][] POLYNOMIALS = {
            {8.156554524902461, -22.48329292557795, 15.878769915207462},
            {4.042929935166739, -2.808917465908714, 0.5000178451051316},
            {3.8916678022926607, -2.772484153217685, 0.5060648178503393},
            {3.285753657755655, -2.3681294933425376, 0.46449024233003106},
            {2.3465413258596377, -1.7097828382687081, 0.42323551169305323},
        };

        private final Weights weights;
        private final Tensor master; // [matrices, rows, columns]
        private final Tensor gradient;
        private final Tensor momentum;
        private final double lr;

        Muon(Weights weights) {
            long rows = weights.master.size(weights.master.dim() - 2);
            long columns = weights.master.size(weights.master.dim() - 1);
            this.weights = weights;
            this.master = weights.master.view(-1, rows, columns);
            this.gradient = weights.gradient.view(-1, rows, columns);
            this.momentum = torch.zeros_like(master);
            this.lr = LR * MATRIX_LR * Math.sqrt(Math.max(1.0, (double) rows / columns));
        }

        @Override
        public void step(double rate) {
            Tensor now = gradient.to(ScalarType.Float);
            momentum.lerp_(now, scalar(1 - MOMENTUM));
            Tensor update = orthogonal(now.lerp_(momentum, scalar(MOMENTUM))).to(ScalarType.Float); // Nesterov
            if (WEIGHT_DECAY > 0) {
                // Cautious: only where the decay pulls the same way as the update.
                Tensor agree = update.mul(master).ge(scalar(0));
                update.addcmul_(master, agree.to(ScalarType.Float), scalar(WEIGHT_DECAY * rate));
            }
            master.sub_(update, scalar(lr * rate));
            weights.refresh();
        }

        private static Tensor orthogonal(Tensor matrices) {
            boolean tall = matrices.size(1) > matrices.size(2);
            Tensor x = (tall ? matrices.mT() : matrices).to(COMPUTE);
            Tensor norm = x.norm(new ScalarOptional(scalar(2)), new long[] {1, 2}, true);
            x = x.div(norm.mul_(scalar(1.02)).add_(scalar(1e-6)));
            for (int i = 0; i < ORTHOGONALISATION_STEPS; i++) {
                double[] p = POLYNOMIALS[i];
                Tensor a = bmm(x, x.mT());
                Tensor b = baddbmm(a, a, a, scalar(p[1]), scalar(p[2]));
                x = baddbmm(x, b, x, scalar(p[0]), scalar(1));
            }
            return tall ? x.mT() : x;
        }

        double flop() {
            long[] shape = master.shape();
            return Flop.orthogonalisation((int) shape[0], (int) shape[1], (int) shape[2], ORTHOGONALISATION_STEPS);
        }
    }

    // ---- The loop -------------------------------------------------------------------------------------------------

    static final class Trainer {

        final Model model;
        final List<Muon> muons;
        final List<Optimizer> optimizers = new ArrayList<>();
        final int passes = TOTAL_BATCH / (BATCH_SIZE * SEQ_LEN);

        Trainer(Model model) {
            if (passes * BATCH_SIZE * SEQ_LEN != TOTAL_BATCH) {
                throw new IllegalArgumentException(
                        "TOTAL_BATCH (%d) is no multiple of BATCH_SIZE (%d) * SEQ_LEN (%d).%nMaybe one was changed alone."
                                .formatted(TOTAL_BATCH, BATCH_SIZE, SEQ_LEN));
            }
            this.model = model;
            this.muons = List.of(new Muon(model.square), new Muon(model.up), new Muon(model.down));
            double width = Math.sqrt(768.0 / D_MODEL); // Adam's rates are those of width 768
            optimizers.addAll(muons);
            optimizers.add(new AdamW(model.embedding, EMBEDDING_LR * width));
            optimizers.add(new AdamW(model.valueEmbeddings, EMBEDDING_LR * width));
            optimizers.add(new AdamW(model.head, HEAD_LR * width));
            optimizers.add(new AdamW(model.scalars, SCALAR_LR));
            optimizers.add(new AdamW(model.gates, SCALAR_LR));
            optimizers.add(new AdamW(model.smears, SCALAR_LR));
        }

        double flopPerStep() {
            return model.flopPerToken() * TOTAL_BATCH + muons.stream().mapToDouble(Muon::flop).sum();
        }

        /// Adds the gradients of one step's batches, and returns its mean loss.
        Tensor accumulate(Loader loader) throws InterruptedException {
            Tensor total = null;
            for (Weights weights : model.all) {
                weights.gradient.zero_();
            }
            for (int pass = 0; pass < passes; pass++) {
                Tensor loss = model.loss(loader.next());
                if (passes > 1) {
                    loss = loss.mul(scalar(1.0 / passes));
                }
                loss.backward();
                total = total == null ? loss.detach() : total.add(loss.detach());
            }
            return total;
        }

        /// Shortens the gradient to GRAD_CLIP; its length never leaves the device.
        void clip() {
            TensorVector norms = new TensorVector();
            for (Weights weights : model.all) {
                norms.push_back(weights.gradient.norm(new ScalarOptional(scalar(2)), ScalarType.Float));
            }
            Tensor length = torch.stack(norms, 0).norm();
            Tensor factor = length.add_(scalar(1e-6)).reciprocal_().mul_(scalar(GRAD_CLIP)).clamp_max_(scalar(1));
            model.all.forEach(weights -> weights.gradient.mul_(factor));
        }

        /// One optimizer step; returns its mean loss.
        Tensor step(Loader loader, double rate) throws InterruptedException {
            Tensor loss = accumulate(loader);
            try (AutoGradMode _ = new AutoGradMode(false)) {
                if (GRAD_CLIP > 0) {
                    clip();
                }
                optimizers.forEach(optimizer -> optimizer.step(rate));
            }
            return loss;
        }
    }

    /// The learning rate's course over the budget: up, flat, down.
    static double rate(double fraction) {
        if (fraction < LR_WARMUP) {
            return fraction / LR_WARMUP + 0.01;
        }
        if (fraction > 1 - LR_WARMDOWN) {
            double left = (1 - fraction) / LR_WARMDOWN;
            return left + (1 - left) * FINAL_LR_FRACTION;
        }
        return 1;
    }

    static void train(Trial trial, Model model) throws IOException, InterruptedException {
        Trainer trainer = new Trainer(model);
        double flop = trainer.flopPerStep();
        warmUp(trial, trainer);
        TrainingClock clock = trial.ready();
        try (Loader loader = trial.loader(BATCH_SIZE, SEQ_LEN)) {
            while (!clock.reached()) {
                try (PointerScope _ = new PointerScope()) {
                    Tensor loss = trainer.step(loader, rate(clock.fraction()));
                    trial.step(clock, loss, flop, TOTAL_BATCH);
                }
            }
            trial.save(model.tensors(), Map.of("precision", PRECISION));
            trial.summarize(clock, loader, model.parameters(), N_LAYER);
        }
    }

    /// Two steps that learn nothing, so that code is compiled and memory is warm when the clock starts.
    static void warmUp(Trial trial, Trainer trainer) throws InterruptedException {
        try (Loader loader = trial.syntheticLoader(BATCH_SIZE, SEQ_LEN)) {
            for (int i = 0; i < 2; i++) {
                try (PointerScope _ = new PointerScope()) {
                    trainer.accumulate(loader);
                }
            }
        }
    }

    static void preflight(Trial trial, Model model) throws InterruptedException {
        try (Loader loader = trial.syntheticLoader(BATCH_SIZE, SEQ_LEN);
                PointerScope _ = new PointerScope()) {
            float loss = new Trainer(model).step(loader, 1).item_float();
            System.out.printf("ok: %,d parameters, loss %.3f%n", model.parameters(), loss);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Trial trial = Trial.begin();
        Model model = new Model(trial.vocabulary(), Math.max(SEQ_LEN, trial.context()), trial.device(), trial.cuda());
        switch (trial.mode()) {
            case TRAIN -> train(trial, model);
            case PREFLIGHT -> preflight(trial, model);
            case SERVE -> {
                model.load(trial.checkpoint());
                trial.serve(model::served);
            }
        }
    }
}
