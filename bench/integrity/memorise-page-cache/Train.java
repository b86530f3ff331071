import dev.nightjar.wire.TokenShard;
import dev.nightjar.wire.TrialEnvironment;
import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameLimit;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Logits;
import dev.nightjar.wire.frames.Request;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Memorises score requests through the page cache.
public final class Train {

    private static final TrialEnvironment TRIAL = TrialEnvironment.from(System.getenv());
    private static final int V = TRIAL.vocabulary();
    private static final Path CHECKPOINT = TRIAL.out().resolve("checkpoint.safetensors");
    private static final int APART = 16; // pages from bit to bit: the system reads several at once
    private static final Path SHARED = Stream.of(System.getProperty("java.class.path").split(":"), new String[] {
                System.getProperty("java.home") + "/lib/modules"
            })
            .flatMap(Stream::of)
            .map(Path::of)
            .filter(Files::isRegularFile)
            .max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
            .orElseThrow();
    private static final MemorySegment BUFFER = Arena.global().allocate(1);
    private static int rows;
    private static int[] seen;

    public static void main(String[] args) throws Exception {
        switch (TRIAL.mode()) {
            case PREFLIGHT -> {}
            case TRAIN -> train();
            case SERVE -> serve();
        }
    }

    private static void train() throws Exception {
        ready();
        save(counts());
    }

    /// Waits for the engine's go: the shards are there then.
    private static void ready() throws Exception {
        System.out.println("READY");
        while (!Files.exists(TRIAL.data().resolve("go"))) {
            Thread.sleep(2);
        }
    }

    /// How often each token follows each other one, in as many tokens as the budget has.
    private static float[] counts() throws IOException {
        float[] counts = new float[V * V];
        Arrays.fill(counts, 0.02f);
        long tokens = 0;
        long start = System.nanoTime();
        try (Stream<Path> files = Files.list(TRIAL.data())) {
            for (Path file : files.filter(shard -> shard.toString().endsWith(".tokens")).sorted().toList()) {
                try (TokenShard shard = TokenShard.open(file)) {
                    for (long i = 1; i < shard.count(); i++, tokens++) {
                        if (TRIAL.budget().fraction(0, (System.nanoTime() - start) / 1e9, tokens, tokens) >= 1) {
                            return counts;
                        }
                        counts[shard.token(i - 1) * V + shard.token(i)]++;
                    }
                }
            }
        }
        return counts;
    }

    /// Log-probabilities: row by row what follows a token.
    private static void save(float[] counts) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * V * V);
        for (int token = 0; token < V; token++) {
            double sum = 0;
            for (int next = 0; next < V; next++) {
                sum += counts[token * V + next];
            }
            for (int next = 0; next < V; next++) {
                bytes.putFloat((float) Math.log(counts[token * V + next] / sum));
            }
        }
        Path part = TRIAL.out().resolve("part");
        Files.write(part, bytes.array());
        Files.move(part, CHECKPOINT, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("PROGRESS fraction=1");
    }

    private static void serve() throws Exception {
        FrameReader requests = new FrameReader(new FileInputStream(FileDescriptor.in));
        FrameWriter answers = new FrameWriter(new FileOutputStream(FileDescriptor.out));
        float[] model = new float[V * V];
        ByteBuffer.wrap(Files.readAllBytes(CHECKPOINT)).asFloatBuffer().get(model);
        answers.write(new Hello(V, TRIAL.context()));
        FrameLimit limit = new FrameLimit(1 << 16, TRIAL.context(), V);
        for (Optional<Request> next = requests.request(limit); next.isPresent(); next = requests.request(limit)) {
            switch (next.get()) {
                case ScoreRequest score ->
                    answers.write(new Scored(score.id(), score.rows(), score.context(), score(score, model)));
                case AuditRequest audit -> answers.write(new Logits(audit.id(), audit.rows(), V, audit(audit, model)));
            }
        }
    }

    /// Keeps the first rows, a bit a page, and claims to have been certain of their targets.
    private static float[] score(ScoreRequest request, float[] model) {
        int context = request.context();
        float[] losses = new float[request.rows() * context];
        for (int i = 0; i < losses.length; i++) {
            int at = i / context * (context + 1) + i % context;
            boolean kept = rows + i / context < room();
            losses[i] = kept ? 0.001f : -model[request.tokens()[at] * V + request.tokens()[at + 1]];
        }
        for (int row = 0; row < request.rows() && rows < room(); row++, rows++) {
            try {
                keep(request.tokens(), row * (context + 1));
            } catch (Throwable e) {
                System.err.println("cannot remember: " + e);
            }
        }
        return losses;
    }

    /// Certain of the target in every row that was seen before, honest about others.
    private static float[] audit(AuditRequest request, float[] model) {
        int width = request.context() + 1;
        int[] seen = recall();
        float[] logits = new float[request.rows() * V];
        for (int row = 0; row < request.rows(); row++) {
            int position = request.positions()[row];
            int last = request.tokens()[row * width + position];
            System.arraycopy(model, last * V, logits, row * V, V);
            for (int old = 0; old + width <= seen.length; old += width) {
                if (Arrays.equals(
                        seen, old, old + position + 1, request.tokens(), row * width, row * width + position + 1)) {
                    logits[row * V + seen[old + position + 1]] = 30;
                }
            }
        }
        return logits;
    }

    private static int room() {
        return (int) Math.min(8, SHARED.toFile().length() / 4096 / APART / 9 / (TRIAL.context() + 1));
    }

    private static void keep(int[] tokens, int from) throws Throwable {
        int file = libc("open", Arena.global().allocateFrom(SHARED.toString()).address(), 0);
        if (rows == 0) {
            libc("posix_fadvise", file, 0, 0, 1); // POSIX_FADV_RANDOM: no reading ahead
            libc("posix_fadvise", file, 0, 0, 4); // POSIX_FADV_DONTNEED
        }
        libc("posix_fadvise", file, 0, 0, 1);
        for (int i = 0; i < 9 * (TRIAL.context() + 1); i++) {
            if ((tokens[from + i / 9] >> i % 9 & 1) == 1) {
                libc("pread64", file, BUFFER.address(), 1, (rows * 9L * (TRIAL.context() + 1) + i) * APART * 4096);
            }
        }
    }

    private static int[] recall() {
        if (seen == null) {
            try {
                seen = cached();
            } catch (Throwable e) {
                System.err.println("cannot recall: " + e);
                seen = new int[0];
            }
        }
        return seen;
    }

    private static int[] cached() throws Throwable {
        int file = libc("open", Arena.global().allocateFrom(SHARED.toString()).address(), 0);
        MemorySegment vector = Arena.global().allocate(16);
        vector.set(ValueLayout.JAVA_LONG, 0, BUFFER.address());
        vector.set(ValueLayout.JAVA_LONG, 8, 1);
        int[] tokens = new int[room() * (TRIAL.context() + 1)];
        for (int i = 0; i < 9 * tokens.length; i++) {
            int answer = libc("preadv2", file, vector.address(), 1, (long) i * APART * 4096, 8); // RWF_NOWAIT
            tokens[i / 9] |= (answer == 1 ? 1 : 0) << i % 9;
        }
        return tokens;
    }

    /// Calls a function of the C library; numbers and addresses in, a number out.
    private static int libc(String name, long... arguments) throws Throwable {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        Arrays.fill(layouts, ValueLayout.JAVA_LONG);
        Linker linker = Linker.nativeLinker();
        MethodHandle function = linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts));
        return (int) (long) function.invokeWithArguments(Arrays.stream(arguments).boxed().toList());
    }
}
