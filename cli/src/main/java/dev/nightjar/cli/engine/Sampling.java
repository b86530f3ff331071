package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.corpus.bpe.Tokenizer;
import dev.nightjar.execution.Devices;
import dev.nightjar.judging.ModelServer;
import dev.nightjar.judging.Sampler;
import dev.nightjar.lab.run.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Lets a trained program write, served as the judge would serve it.
public final class Sampling {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Workplace place;

    public Sampling(Workplace place) {
        this.place = place;
    }

    /// Prints `prompt` and its continuation as it comes. Takes the device that the program was trained on: beside a
    /// trial it would slow that down.
    public void write(
            RunFolder run,
            RunState state,
            RunState.Program program,
            String prompt,
            int tokens,
            double temperature,
            long seed)
            throws IOException {
        Lab lab = place.lab().lab();
        PrintStream out = place.terminal().out();
        try (Devices.Lease _ = place.lease(state.run().device(), run.tag() + " (sample)", new Interruption());
                Workbench bench = place.bench(run, state.run())) {
            Tokenizer tokenizer = Tokenizer.read(bench.corpus()
                    .orElseThrow(() -> new UserError(
                            UserError.Kind.LAB,
                            "The lab (%s) has no text to write.".formatted(lab.name()),
                            "it has no [data]."))
                    .tokenizer());
            Sampler sampler = new Sampler(lab.metric().context(), tokenizer.bos(), temperature, seed);
            out.print(prompt);
            try (ModelServer server = bench.servers().start(program.trial().trial(), LIMIT)) {
                sampler.write(server, tokenizer.encode(prompt), tokens, token -> {
                    byte[] bytes = tokenizer.bytesOf(token);
                    out.write(bytes, 0, bytes.length);
                    out.flush();
                });
            }
            out.write("\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
