package dev.nightjar.lab.source;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.rails.SourceLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Python, parsed by a Python: constants are `NAME = literal` at the top level, bound once. The program is never run.
public final class PythonSource implements SourceLanguage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String interpreter;
    private final Memo<PythonProgram> programs = new Memo<>(this::parse);

    public PythonSource(String interpreter) {
        this.interpreter = interpreter;
    }

    /// The Python that a command starts, or `python3` if it starts another program, such as a wrapper, or a Python
    /// that is only there in a trial's folder.
    static String interpreter(List<String> command) {
        Path first = Path.of(command.isEmpty() ? "" : command.getFirst());
        boolean python =
                first.getFileName() != null && first.getFileName().toString().startsWith("python");
        return python && (first.isAbsolute() || first.getNameCount() == 1) ? first.toString() : "python3";
    }

    @Override
    public Optional<Problem> syntax(String source) {
        PythonProgram.Mistake error = programs.of(source).error();
        return error == null ? Optional.empty() : Optional.of(new Problem(error.line(), error.message() + "."));
    }

    @Override
    public Map<String, KnobValue> constants(String source) {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        programs.of(source).constants().forEach(constant -> values.put(constant.name(), value(constant)));
        return values;
    }

    @Override
    public String rewrite(String source, Map<String, KnobValue> constants) {
        Map<String, PythonProgram.Constant> known = programs.of(source).byName();
        Patch patch = new Patch(source);
        constants.forEach((name, value) -> {
            PythonProgram.Constant constant = known.get(name);
            if (constant == null) {
                throw Patch.unknown(name);
            }
            patch.replace(constant.start(), constant.end(), render(constant, value));
        });
        return patch.apply();
    }

    @Override
    public String fingerprint(String source) {
        return programs.of(source).fingerprint();
    }

    @Override
    public List<Problem> forbidden(String source) {
        return ForbiddenRule.inPython(programs.of(source).uses());
    }

    private static KnobValue value(PythonProgram.Constant constant) {
        return constant.type().equals("real")
                ? new KnobValue.Real(((Number) constant.value()).doubleValue())
                : KnobValue.of(constant.value());
    }

    /// A number stays a number, and a float stays one; whether a whole number may become a fraction is the knob's
    /// question.
    private static String render(PythonProgram.Constant constant, KnobValue value) {
        boolean numeric = constant.type().equals("int") || constant.type().equals("real");
        return switch (value) {
            case KnobValue.Int(long number) when constant.type().equals("real") -> JavaText.real(number);
            case KnobValue.Int(long number) when numeric -> Long.toString(number);
            case KnobValue.Real(double number) when numeric && Double.isFinite(number) -> JavaText.real(number);
            case KnobValue.Flag(boolean flag) when constant.type().equals("flag") -> flag ? "True" : "False";
            case KnobValue.Text(String text) when constant.type().equals("text") -> JavaText.quote(text);
            case KnobValue.Int _, KnobValue.Real _, KnobValue.Flag _, KnobValue.Text _ ->
                throw new IllegalArgumentException(
                        "The constant (%s), a %s, cannot hold (%s).\nMaybe its knob has another type than it."
                                .formatted(constant.name(), constant.type(), value));
        };
    }

    private PythonProgram parse(String source) {
        ProcessBuilder builder = new ProcessBuilder(interpreter, "-I", "-S", "-c", SCRIPT);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            try {
                try (OutputStream input = process.getOutputStream()) {
                    input.write(source.getBytes(StandardCharsets.UTF_8));
                }
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int exit = process.waitFor();
                if (exit != 0) {
                    throw failure("ended with %d".formatted(exit), null);
                }
                return JSON.readValue(answer, PythonProgram.class);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | JacksonException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted", e);
        }
    }

    private UserError failure(String what, @Nullable Exception cause) {
        return new UserError(
                UserError.Kind.ENVIRONMENT,
                "The Python (%s) that should read the editable file does not: %s.".formatted(interpreter, what),
                "Python 3.8 or newer is not installed, or not on the PATH.",
                cause);
    }

    private static final String SCRIPT = script();

    private static String script() {
        try (InputStream in = PythonSource.class.getResourceAsStream("parse.py")) {
            if (in == null) {
                throw new IllegalStateException("The resource parse.py is missing.\nMaybe the build is incomplete.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The resource parse.py cannot be read.", e);
        }
    }
}
