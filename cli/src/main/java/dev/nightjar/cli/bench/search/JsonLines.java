package dev.nightjar.cli.bench.search;

import dev.nightjar.core.error.UserError;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that answers one line of JSON with one line of JSON.
final class JsonLines implements AutoCloseable {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String name;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    JsonLines(String name, List<String> command) {
        this.name = name;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.ENVIRONMENT,
                    "The program (%s) does not start: %s.".formatted(name, e.getMessage()),
                    "it is not installed, or its path is misspelled.",
                    e);
        }
        in = process.outputWriter();
        out = process.inputReader();
    }

    JsonNode answer(Object request) {
        String asked = MAPPER.writeValueAsString(request);
        String line = null;
        try {
            in.write(asked);
            in.newLine();
            in.flush();
            line = out.readLine();
        } catch (IOException e) {
            throw unexpected(asked, e.toString());
        }
        if (line == null) {
            throw unexpected(asked, "nothing, for it ended");
        }
        try {
            JsonNode answer = MAPPER.readTree(line);
            if (answer.has("error")) {
                throw unexpected(asked, line);
            }
            return answer;
        } catch (JacksonException e) {
            throw unexpected(asked, line);
        }
    }

    private UserError unexpected(String asked, String answered) {
        return new UserError(
                UserError.Kind.ENVIRONMENT,
                "The program (%s) answered (%s) to the line %s.".formatted(name, answered, asked),
                "it does not speak the protocol that docs/reference/search-bench.md describes.");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
