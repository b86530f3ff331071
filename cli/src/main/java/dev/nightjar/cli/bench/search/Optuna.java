package dev.nightjar.cli.bench.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A Python that can import Optuna.
///
/// @param python  its program
/// @param version Optuna's
record Optuna(String python, String version) {

    /// The samplers that are raced, by the names of `optuna_peer.py`.
    static final List<String> SAMPLERS = List.of("tpe", "tpe-multivariate", "cmaes", "random");

    /// Distributions' packages belong to the system's Python, so that one is looked at before the path's.
    static Optional<Optuna> find() {
        for (String python : List.of("/usr/bin/python3", "python3")) {
            Optional<Optuna> found = at(python);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Optuna> at(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import optuna, cmaes; print(optuna.__version__)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0
                    ? Optional.of(new Optuna(python, version))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    List<String> command() {
        try (InputStream script = Optuna.class.getResourceAsStream("optuna_peer.py")) {
            if (script == null) {
                throw new IllegalStateException("The script (optuna_peer.py) is missing beside " + Optuna.class);
            }
            return List.of(python, "-u", "-c", new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
