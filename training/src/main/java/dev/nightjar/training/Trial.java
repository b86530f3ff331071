package dev.nightjar.training;

import dev.nightjar.wire.Device;
import dev.nightjar.wire.Mode;
import dev.nightjar.wire.ProgressLine;
import dev.nightjar.wire.SummaryBlock;
import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TrialEnvironment;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// One trial as its program sees it: what the engine asked for, the data, the training clock, the lines on
/// standard output, the checkpoint. A training program calls [#begin] first.
///
/// ```java
/// Trial trial = Trial.begin();
/// switch (trial.mode()) {
///     case TRAIN -> train(trial);
///     case PREFLIGHT -> oneStep(trial);
///     case SERVE -> trial.serve(trained(trial.checkpoint()));
/// }
/// ```
public final class Trial {

    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String GO = "go";
    private static final String SHARD = ".tokens";
    private static final Duration POLL = Duration.ofMillis(2);
    private static final double SECONDS_BETWEEN_LINES = 1;

    private final TrialEnvironment environment;
    private final OutputStream frames;
    private final org.bytedeco.pytorch.Device device;
    private final LossWatch losses;
    private double lastLine;

    private Trial(TrialEnvironment environment, OutputStream frames) {
        this.environment = environment;
        this.frames = frames;
        this.device = Libtorch.device(environment.device());
        this.losses = new LossWatch(device, environment.vocabulary());
    }

    /// Reads the engine's environment and sets libtorch up. While serving, standard output belongs to the
    /// frames: what the program prints goes to standard error from here on.
    ///
    /// @throws IllegalArgumentException if a variable of the environment is missing or not understood
    public static Trial begin() {
        return begin(TrialEnvironment.from(System.getenv()));
    }

    static Trial begin(TrialEnvironment environment) {
        OutputStream frames = OutputStream.nullOutputStream();
        if (environment.mode() == Mode.SERVE) {
            frames = new FileOutputStream(FileDescriptor.out);
            System.setOut(System.err);
        }
        Libtorch.setUp(environment.device(), environment.threads(), environment.seed());
        return new Trial(environment, frames);
    }

    public Mode mode() {
        return environment.mode();
    }

    /// Of everything random.
    public long seed() {
        return environment.seed();
    }

    /// Where to compute.
    public org.bytedeco.pytorch.Device device() {
        return device;
    }

    /// Whether the device is a GPU.
    public boolean cuda() {
        return environment.device() == Device.CUDA;
    }

    /// Number of token ids, special ones included.
    public int vocabulary() {
        return environment.vocabulary();
    }

    /// Longest context of the judge's rows; the model must read it whatever it was trained with.
    public int context() {
        return environment.context();
    }

    /// Random tokens, to warm up or to try one step with.
    public Loader syntheticLoader(int rows, int context) {
        return Loader.synthetic(environment.vocabulary(), environment.bos(), rows, context, device, environment.seed());
    }

    /// Says `READY`, waits until the engine says go, and starts the training clock.
    public TrainingClock ready() throws InterruptedException {
        System.out.println("READY");
        System.out.flush();
        while (!Files.exists(environment.data().resolve(GO))) {
            Thread.sleep(POLL);
        }
        return new TrainingClock(environment.budget(), environment.guard(), System::nanoTime);
    }

    /// Batches of the training shards, in an order that the trial's seed determines. Only after [#ready].
    ///
    /// @throws IOException if a shard cannot be read, or there is none
    public Loader loader(int rows, int context) throws IOException {
        List<TokenShard> shards = new ArrayList<>();
        try (Stream<Path> files = Files.list(environment.data())) {
            for (Path file : files.filter(Trial::isShard).sorted().toList()) {
                shards.add(TokenShard.open(file));
            }
        }
        if (shards.isEmpty()) {
            throw new IOException(
                    "There are no token shards in %s.%nMaybe the corpus was not prepared: `nightjar prepare`."
                            .formatted(environment.data()));
        }
        for (TokenShard shard : shards) {
            if (shard.vocabulary() > environment.vocabulary()) {
                throw new IOException(
                        "%s has a vocabulary of (%d), the trial one of %d.%nMaybe the shards are of another tokenizer."
                                .formatted(shard, shard.vocabulary(), environment.vocabulary()));
            }
        }
        return Loader.of(shards, rows, context, device, environment.seed());
    }

    private static boolean isShard(Path file) {
        return file.toString().endsWith(SHARD);
    }

    /// Counts one optimizer step, watches its loss, and prints a progress line about every second. On a GPU
    /// the loss is looked at only then, so that the device never waits for the host.
    ///
    /// @param loss mean over the step's tokens, in nats
    /// @throws DivergedException if the loss is not finite or exploded
    public void step(TrainingClock clock, Tensor loss, double flop, long tokens) {
        clock.step(flop, tokens);
        losses.add(loss);
        boolean due = clock.seconds() - lastLine >= SECONDS_BETWEEN_LINES || clock.reached();
        if (due || !cuda()) {
            double smoothed = losses.look();
            if (due) {
                lastLine = clock.seconds();
                System.out.println(new ProgressLine(
                                clock.fraction(), clock.steps(), clock.tokens(), clock.flop(), lastLine, smoothed)
                        .format());
            }
        }
    }

    /// Writes the checkpoint that the judge measures: complete or not at all.
    public void save(Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        Checkpoint.write(environment.out().resolve(CHECKPOINT), tensors, metadata);
    }

    /// The checkpoint to serve, on the trial's device.
    ///
    /// @throws IOException if there is none or it is damaged
    public Checkpoint checkpoint() throws IOException {
        return Checkpoint.read(environment.out().resolve(CHECKPOINT), device);
    }

    /// Answers the judge's frames until its input ends.
    public void serve(LanguageModel model) throws IOException {
        new ModelServer(model, environment.vocabulary(), environment.context(), environment.bos(), device)
                .serve(new FileInputStream(FileDescriptor.in), frames);
    }

    /// Prints the summary block.
    ///
    /// @param parameters of the model, all of them
    /// @param depth layers
    public void summarize(TrainingClock clock, Loader loader, long parameters, int depth) {
        double training = clock.seconds();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("training_seconds", number("%.1f", training));
        lines.put("total_seconds", number("%.1f", secondsSinceStart()));
        lines.put("peak_vram_mb", number("%.1f", PeakMemory.megabytes(environment.device())));
        lines.put("total_tokens_M", number("%.3f", clock.tokens() / 1e6));
        lines.put("num_steps", Long.toString(clock.steps()));
        lines.put("num_params_M", number("%.3f", parameters / 1e6));
        lines.put("depth", Integer.toString(depth));
        lines.put("train_loss", number("%.4f", losses.look()));
        lines.put("tflop", number("%.4f", clock.flop() / 1e12));
        lines.put("tokens_per_second", number("%.0f", clock.tokens() / training));
        lines.put("gflop_per_second", number("%.1f", clock.flop() / 1e9 / training));
        lines.put("loader_wait_percent", number("%.3f", 100 * loader.waitedSeconds() / training));
        lines.put("loader_work_percent", number("%.3f", 100 * loader.packingSeconds() / training));
        new SummaryBlock(lines).format().forEach(System.out::println);
    }

    private static double secondsSinceStart() {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(start, Instant.now()).toMillis() / 1e3;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
