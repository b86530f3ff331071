package dev.nightjar.judging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real process that serves `src/test/python/tiny_model.py` by the Python client.
final class PythonServer implements ModelServer {

    private final Process process;
    private final Path errors;

    /// @param behaviour what the model does, see the program
    PythonServer(Path folder, String behaviour, int vocabulary, int bos, int context) throws IOException {
        this.errors = folder.resolve("errors.txt");
        Path client = Path.of("..", "labs", "python").toAbsolutePath().normalize();
        Path program = Path.of("src", "test", "python", "tiny_model.py").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(List.of("python3", "-B", program.toString(), behaviour))
                .redirectError(errors.toFile());
        builder.environment().put("PYTHONPATH", client.toString());
        builder.environment()
                .putAll(Map.of(
                        "NIGHTJAR_MODE", "serve",
                        "NIGHTJAR_SEED", "-1",
                        "NIGHTJAR_BUDGET", "10 steps",
                        "NIGHTJAR_GUARD", "60",
                        "NIGHTJAR_DATA", folder.toString(),
                        "NIGHTJAR_OUT", folder.toString(),
                        "NIGHTJAR_DEVICE", "cpu"));
        builder.environment()
                .putAll(Map.of(
                        "NIGHTJAR_THREADS", "1",
                        "NIGHTJAR_CONTEXT", Integer.toString(context),
                        "NIGHTJAR_VOCABULARY", Integer.toString(vocabulary),
                        "NIGHTJAR_BOS", Integer.toString(bos)));
        this.process = builder.start();
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
    public void close() {
        process.destroyForcibly();
    }
}
