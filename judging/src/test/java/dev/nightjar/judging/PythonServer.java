package dev.nightjar.judging;

import dev.nightjar.wire.Device;
import dev.nightjar.wire.Mode;
import dev.nightjar.wire.TrialEnvironment;
import dev.nightjar.wire.WorkBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A real process that serves `src/test/python/tiny_model.py` by the Python client.
final class PythonServer implements ModelServer {

    private final Process process;
    private final Path errors;

    /// @param behaviour what the model does, see the program
    PythonServer(Path folder, String behaviour, int vocabulary, int bos, int context) throws IOException {
        this.errors = folder.resolve("errors.txt");
        ProcessBuilder builder = program("tiny_model.py", behaviour).redirectError(errors.toFile());
        builder.environment()
                .putAll(new TrialEnvironment(
                                Mode.SERVE,
                                -1,
                                new WorkBudget.Steps(10),
                                folder,
                                folder,
                                Device.CPU,
                                1,
                                context,
                                vocabulary,
                                bos,
                                Duration.ofMinutes(1))
                        .toMap());
        this.process = builder.start();
    }

    /// A python3 that runs a program of `src/test/python` with the client on its path.
    static ProcessBuilder program(String name, String... arguments) {
        Path client = Path.of("..", "labs", "python").toAbsolutePath().normalize();
        Path program = Path.of("src", "test", "python", name).toAbsolutePath();
        List<String> command = new ArrayList<>(List.of("python3", "-B", program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PYTHONPATH", client.toString());
        return builder;
    }

    @Override
    public OutputStream requests() {
        return process.getOutputStream();
    }

    @Override
    public InputStream answers() {
        return process.getInputStream();
    }

    /// The exit code, once the process has left of its own.
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public String lastWords() {
        try {
            process.waitFor();
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public Accounts accounts() {
        return Accounts.UNKNOWN;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
