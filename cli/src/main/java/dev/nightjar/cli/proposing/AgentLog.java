package dev.nightjar.cli.proposing;

import dev.nightjar.agents.coding.CommandAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keeps what coding agents were told and said, a file a try, in the run's folder.
record AgentLog(Path folder) implements CommandAgent.Journal {

    @Override
    public void write(CommandAgent.Session session) {
        String text =
                "agent: %s\nended: %s\nseconds: %.1f\ntokens: %d in, %d out\ncost: %.4f\n\n# Task\n\n%s\n\n# What it printed\n\n%s\n"
                        .formatted(
                                session.agent(),
                                session.ending(),
                                session.account().latencySeconds(),
                                session.account().tokensIn(),
                                session.account().tokensOut(),
                                session.account().cost(),
                                session.task(),
                                session.output());
        try {
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve("%d-%d.md".formatted(session.number(), session.attempt())),
                    text.getBytes(StandardCharsets.UTF_8)); // encodes what is no text, such as half a surrogate, as "?"
        } catch (IOException e) {
            throw new UncheckedIOException("An agent's log cannot be written to (%s).".formatted(folder), e);
        }
    }
}
