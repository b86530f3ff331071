package dev.nightjar.lab.run;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.run.Inbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What people tell a run, a file a message in its inbox. The file's name is the message's id; names sort by time.
public final class InboxFiles implements Inbox {

    /// Characters of a message.
    public static final int LONGEST = 4000;

    private static final String PREFIX = "tell-";

    private final Path folder;

    public InboxFiles(RunFolder run) {
        this.folder = run.inbox();
    }

    /// Leaves a message for the run's next proposal. It is there whole or not at all.
    ///
    /// @throws UserError if it is empty or too long
    public void leave(String text, Instant now) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The message has %d characters; 1 to %d can be told."
                            .formatted(text.strip().length(), LONGEST),
                    "what holds for the whole run belongs into program.md.");
        }
        String id = "%s%013d-%s"
                .formatted(
                        PREFIX, now.toEpochMilli(), UUID.randomUUID().toString().substring(0, 8));
        try {
            Files.createDirectories(folder);
            Path part = Files.writeString(folder.resolve("." + id), text.strip());
            Files.move(part, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The message cannot be left in (%s): %s.".formatted(folder, e.getMessage()),
                    "the disk is full, or the run belongs to another user.",
                    e);
        }
    }

    @Override
    public List<Message> waiting() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Message> messages = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
                if (!text.isEmpty()) {
                    messages.add(new Message(
                            file.getFileName().toString(), text.substring(0, Math.min(LONGEST, text.length()))));
                }
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException("The inbox (%s) cannot be read.".formatted(folder), e);
        }
    }

    @Override
    public void taken(Message message) {
        try {
            Files.deleteIfExists(folder.resolve(message.id()));
        } catch (IOException e) {
            throw new UncheckedIOException("The message (%s) cannot be removed.".formatted(message.id()), e);
        }
    }
}
