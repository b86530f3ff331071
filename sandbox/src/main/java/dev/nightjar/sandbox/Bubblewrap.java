package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Walls by `bwrap` (github.com/containers/bubblewrap): an unprivileged program that builds namespaces, mounts what is
/// allowed into an empty root, and starts the program there as the child of a small init.
///
/// @param executable the installed program
/// @param sizes whether a temporary folder's size can be bounded (0.7 and later)
/// @param lastUserNamespace whether the program can be kept from making namespaces of its own (0.8 and later)
record Bubblewrap(Path executable, boolean sizes, boolean lastUserNamespace) {
    private static final String FOLDERS = "/usr/bin:/bin:/usr/local/bin:/run/current-system/sw/bin";

    /// What a shell adds to an environment by itself.
    private static final List<String> SHELLS_OWN = List.of("SHLVL", "OLDPWD", "_");

    /// The installed one, or nothing. What it understands is read from the program itself: in the supervisor,
    /// asking it would be one more child that belongs to no launch.
    static Optional<Bubblewrap> find() throws IOException {
        String path = FOLDERS + ":" + System.getenv().getOrDefault("PATH", "");
        Optional<Path> found = Arrays.stream(path.split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "bwrap"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String code = Files.readString(found.get(), StandardCharsets.ISO_8859_1);
        return Optional.of(new Bubblewrap(found.get(), code.contains("--size"), code.contains("--disable-userns")));
    }

    /// The command line that runs `command` behind `walls`.
    ///
    /// @param calls the descriptor of a filter of system calls
    List<String> command(
            Walls walls, OptionalInt calls, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        List<String> words = new ArrayList<>();
        words.add(executable.toString());
        words.addAll(List.of("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net"));
        words.addAll(List.of("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        if (lastUserNamespace) {
            words.add("--disable-userns");
        }
        calls.ifPresent(descriptor -> words.addAll(List.of("--seccomp", Integer.toString(descriptor))));
        SHELLS_OWN.stream()
                .filter(name -> !environment.containsKey(name))
                .forEach(name -> words.addAll(List.of("--unsetenv", name)));
        mounts(walls).sorted(Comparator.comparingInt(Mount::depth)).forEach(mount -> words.addAll(mount.words()));
        for (Path folder : walls.hidden()) {
            if (Files.isDirectory(folder)) {
                words.addAll(List.of("--remount-ro", folder.toString()));
            }
        }
        for (String folder : walls.devices().isEmpty() ? List.of("/dev", "/proc", "/") : List.of("/dev", "/")) {
            words.addAll(List.of("--remount-ro", folder));
        }
        words.addAll(List.of("--chdir", directory.toString(), "--"));
        words.addAll(command);
        return words;
    }

    /// Something at a place of the new root.
    private record Mount(Path target, List<String> words) {
        static Mount of(String option, Path path) {
            return new Mount(path, List.of(option, path.toString(), path.toString()));
        }

        /// A folder comes before what lies in it.
        int depth() {
            return target.getNameCount();
        }
    }

    private Stream<Mount> mounts(Walls walls) throws IOException {
        Stream<Mount> system = Stream.of(
                new Mount(Path.of("/proc"), List.of("--proc", "/proc")),
                new Mount(Path.of("/dev"), List.of("--dev", "/dev")));
        Stream<Mount> kernel = walls.devices().isEmpty()
                ? Stream.of()
                : KernelProc.entries().stream().map(path -> Mount.of("--ro-bind", path));
        return Stream.of(
                        system,
                        kernel,
                        walls.readable().stream().map(path -> Mount.of("--ro-bind", path)),
                        walls.writable().stream().map(path -> Mount.of("--bind", path)),
                        walls.devices().stream().map(path -> Mount.of("--dev-bind", path)),
                        walls.temporary().entrySet().stream()
                                .filter(_ -> sizes)
                                .map(folder -> temporary(folder.getKey(), folder.getValue())),
                        walls.hidden().stream().map(Bubblewrap::hidden))
                .flatMap(mounts -> mounts);
    }

    private static Mount temporary(Path folder, long bytes) {
        return new Mount(folder, List.of("--size", Long.toString(bytes), "--tmpfs", folder.toString()));
    }

    private static Mount hidden(Path path) {
        return new Mount(
                path,
                Files.isDirectory(path)
                        ? List.of("--tmpfs", path.toString())
                        : List.of("--ro-bind", "/dev/null", path.toString()));
    }
}
