package dev.nightjar.lab.git;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.run.Workspace;
import dev.nightjar.lab.source.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run's commits: plumbing only, so that the person's branch, index and work tree stay as they are.
public final class GitWorkspace implements Workspace, AutoCloseable {

    private static final String PROGRAM = "program.md";

    private final Git git;
    private final Commits commits;
    private final ObjectReader objects;
    private final Path lab;
    private final String editable;
    private final String tag;
    private @Nullable String branchAt;

    GitWorkspace(LabRepository repository, String editable, String tag) {
        this.git = repository.git();
        this.objects = new ObjectReader(git);
        this.commits = new Commits(git, objects);
        this.lab = repository.folder();
        this.editable = editable;
        this.tag = tag;
    }

    @Override
    public String source(String commit) {
        GitObject file = objects.require(commit + ":" + editable);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The editable file (%s) is not UTF-8.".formatted(editable),
                    "an editor saved it in another encoding.",
                    e);
        }
    }

    @Override
    public String commit(String base, String text, int number, String message) {
        String tree = commits.treeWith(base, editable, text);
        String body = "%s\n\nNightjar-Run: %s\nNightjar-Experiment: %d\n".formatted(message.strip(), tag, number);
        String commit = commits.commit(tree, base, number, body);
        String ref = Refs.experiment(tag, number);
        objects.find(ref + "^{commit}")
                .map(GitObject::id)
                .filter(earlier -> !earlier.equals(commit))
                .ifPresent(earlier -> git.run("update-ref", free(ref), earlier));
        git.run("update-ref", ref, commit);
        return commit;
    }

    /// Where a try that was mended stays reachable.
    private String free(String ref) {
        int tries = 1;
        while (objects.find(ref + "-" + tries + "^{commit}").isPresent()) {
            tries++;
        }
        return ref + "-" + tries;
    }

    @Override
    public Optional<String> merge(String base, String onto, String text) {
        return Merge.threeWays(git, source(base), source(onto), text);
    }

    @Override
    public void moveBranch(String commit) {
        if (commit.equals(branchAt)) {
            return;
        }
        String branch = Refs.branch(tag);
        String old = objects.find(branch + "^{commit}").map(GitObject::id).orElse("");
        if (!old.equals(commit)) {
            if (Refs.checkedOut(git, branch)) {
                return;
            }
            git.run("update-ref", "-m", "nightjar: new incumbent", branch, commit, old);
        }
        branchAt = commit;
    }

    @Override
    public void export(String commit, Path folder) {
        try {
            Files.createDirectories(folder);
            export(objects.require(commit + "^{tree}"), folder);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The files of commit (%s) cannot be written to (%s): %s.".formatted(commit, folder, e.getMessage()),
                    "the disk is full.",
                    e);
        }
    }

    private void export(GitObject tree, Path folder) throws IOException {
        for (TreeEntry entry : TreeEntry.parse(tree)) {
            Path target = folder.resolve(entry.name());
            if (entry.tree()) {
                Files.createDirectory(target);
                export(objects.require(entry.id()), target);
            } else if (entry.file()) {
                Files.write(target, objects.require(entry.id()).content());
                if (entry.executable() && !target.toFile().setExecutable(true, false)) {
                    throw new IOException("%s cannot be made executable".formatted(target));
                }
            } else if (entry.mode().equals("120000")) {
                Files.createSymbolicLink(
                        target, Path.of(objects.require(entry.id()).text()));
            }
        }
    }

    /// The commits of the run so far: experiment numbers that have a ref, in order; 0 is the baseline.
    public List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        git.run("for-each-ref", "--format=%(refname:lstrip=3)", Refs.all(tag))
                .lines()
                .filter(name -> name.matches("[0-9]{1,9}"))
                .forEach(name -> numbers.add(Integer.valueOf(name)));
        numbers.sort(null);
        return numbers;
    }

    @Override
    public Optional<String> program() {
        Path program = lab.resolve(PROGRAM);
        try {
            return Files.exists(program) ? Optional.of(Sha256.of(Files.readAllBytes(program))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file (%s) cannot be read.".formatted(program), e);
        }
    }

    @Override
    public String instructions() {
        Path program = lab.resolve(PROGRAM);
        try {
            return Files.exists(program) ? new String(Files.readAllBytes(program), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("The file (%s) cannot be read.".formatted(program), e);
        }
    }

    @Override
    public void close() {
        objects.close();
    }
}
