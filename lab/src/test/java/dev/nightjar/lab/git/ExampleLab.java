package dev.nightjar.lab.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small lab in a real repository.
public record ExampleLab(Path folder) {

    public static final String PROGRAM = "class Program {\n    static final int DEPTH = 4;\n}\n";

    /// Makes it, with one commit.
    public static ExampleLab in(Path folder) throws IOException {
        ExampleLab lab = new ExampleLab(folder.toRealPath());
        lab.write("lab.toml", "[lab]\neditable = [\"Program.java\"]\n");
        lab.write("Program.java", PROGRAM);
        lab.write("program.md", "Make it better.\n");
        lab.write("data/text.txt", "some text\n");
        lab.git("init", "--quiet", "--initial-branch=main");
        lab.git("add", "--all");
        lab.git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "First");
        return lab;
    }

    public void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    public String git(String... arguments) {
        return new Git(folder).run(arguments);
    }

    /// Everything that belongs to the person: where HEAD is, the index, the work tree, the branches but the run's.
    public String persons() throws IOException {
        return String.join(
                "\n",
                git("symbolic-ref", "HEAD"),
                git("rev-parse", "HEAD"),
                git("ls-files", "--stage"),
                git("status", "--porcelain"),
                git("stash", "list"),
                Long.toString(
                        Files.getLastModifiedTime(folder.resolve(".git/index")).toMillis()));
    }
}
