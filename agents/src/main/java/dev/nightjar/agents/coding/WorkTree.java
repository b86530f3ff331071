package dev.nightjar.agents.coding;

import dev.nightjar.agents.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A folder that an agent may ruin: the lab's tracked files at one commit in a repository of its own, with only
/// the editable file writable. Gone when closed.
final class WorkTree implements AutoCloseable {

    /// The task's file, beside the lab's.
    static final String TASK = "nightjar-task.md";

    /// Longest text that the rails read.
    private static final long LONGEST = 1 << 20;

    private final Path root;
    private final Path folder;
    private final Path temporary;
    private final String editable;
    private final Map<String, String> before;
    private final String start;
    private final String taskText;

    private WorkTree(
            Path root,
            Path folder,
            Path temporary,
            String editable,
            String start,
            String taskText,
            Map<String, String> before) {
        this.root = root;
        this.folder = folder;
        this.temporary = temporary;
        this.editable = editable;
        this.start = start;
        this.taskText = taskText;
        this.before = before;
    }

    /// @param scratch where it is made; outside of every repository
    /// @param export  writes the lab's files into an empty folder
    /// @param start   what the agent finds in the editable file
    /// @param task    the task's text, given the folder
    static WorkTree make(
            Path scratch, Consumer<Path> export, String editable, String start, Function<Path, String> task) {
        try {
            Files.createDirectories(scratch);
            Path root = Files.createTempDirectory(scratch, "agent-").toRealPath();
            Path folder = Files.createDirectory(root.resolve("lab"));
            Path temporary = Files.createDirectory(root.resolve("tmp"));
            export.accept(folder);
            Path file = folder.resolve(editable);
            makeWritable(file);
            Files.writeString(file, start);
            ThrowAwayGit.init(folder, List.of(TASK));
            String text = task.apply(folder);
            Files.writeString(folder.resolve(TASK), text);
            Map<String, String> before = FolderState.of(folder, editable);
            before.keySet().forEach(name -> makeReadOnly(folder.resolve(name)));
            return new WorkTree(root, folder, temporary, editable, start, text, before);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The agent's work tree cannot be made in (%s).\nMaybe the disk is full.".formatted(scratch), e);
        }
    }

    Path folder() {
        return folder;
    }

    Path temporary() {
        return temporary;
    }

    Path task() {
        return folder.resolve(TASK);
    }

    String taskText() {
        return taskText;
    }

    /// The editable file as the agent left it.
    ///
    /// @throws ModelException if it is not there, no plain file, not UTF-8, too large, or as it was
    String edited() {
        Path file = folder.resolve(editable);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !file.toRealPath().startsWith(folder)) {
                throw bad("left no plain file (%s)".formatted(editable));
            }
            long size = Files.size(file);
            if (size > LONGEST) {
                throw bad("left %,d bytes in (%s), more than %,d".formatted(size, editable, LONGEST));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (text.equals(start)) {
                throw bad("changed nothing in (%s)".formatted(editable));
            }
            return text;
        } catch (CharacterCodingException e) {
            throw bad("left a file (%s) that is not UTF-8".formatted(editable));
        } catch (IOException e) {
            throw bad("left a file (%s) that cannot be read".formatted(editable));
        }
    }

    /// What else it changed, made or removed: names, sorted. All of it is dropped.
    List<String> others() {
        try {
            return FolderState.differences(before, FolderState.of(folder, editable));
        } catch (IOException | UncheckedIOException e) {
            return List.of("(the folder cannot be listed)");
        }
    }

    private static ModelException bad(String what) {
        return new ModelException(ModelException.Kind.BAD_ANSWER, "The agent %s.".formatted(what));
    }

    private static void makeReadOnly(Path file) {
        permit(file, "r--r--r--");
    }

    private static void makeWritable(Path file) {
        permit(file, "rw-r--r--");
    }

    /// An executable file stays one.
    private static void permit(Path file, String permissions) {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            if (view != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                String kept = Files.isExecutable(file) ? permissions.replaceFirst("^(..)-", "$1x") : permissions;
                view.setPermissions(PosixFilePermissions.fromString(kept));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes everything, whatever the agent did to it. What cannot be removed stays; it is in a scratch
    /// folder.
    @Override
    public void close() {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    permitAll(directory);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            root.toFile().deleteOnExit();
        }
    }

    private static void permitAll(Path directory) {
        directory.toFile().setWritable(true, true);
        directory.toFile().setReadable(true, true);
        directory.toFile().setExecutable(true, true);
    }
}
