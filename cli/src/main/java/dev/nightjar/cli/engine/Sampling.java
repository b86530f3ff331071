package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.run.RunState;
import dev.nightjar.corpus.bpe.Tokenizer;
import dev.nightjar.judging.ModelServer;
import dev.nightjar.judging.Sampler;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Lets a trained program write, served as the judge would serve it.
public final class Sampling {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Home home;
    private final LabFolder lab;
    private final Terminal terminal;

    public Sampling(Home home, LabFolder lab, Terminal terminal) {
        this.home = home;
        this.lab = lab;
        this.terminal = terminal;
    }

    /// Prints `prompt` and its continuation as it comes.
    public void write(
            RunFolder run,
            RunState state,
            RunState.Program program,
            String prompt,
            int tokens,
            double temperature,
            long seed)
            throws IOException {
        PrintStream out = terminal.out();
        try (Workbench bench = Workbench.open(home, lab, run, state.run(), terminal)) {
            Tokenizer tokenizer = Tokenizer.read(bench.corpus()
                    .orElseThrow(() -> new UserError(
                            UserError.Kind.LAB,
                            "The lab (%s) has no text to write."
                                    .formatted(lab.lab().name()),
                            "it has no [data]."))
                    .tokenizer());
            Sampler sampler = new Sampler(lab.lab().metric().context(), tokenizer.bos(), temperature, seed);
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
