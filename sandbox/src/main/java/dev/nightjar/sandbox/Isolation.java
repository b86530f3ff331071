package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Whether processes can be put behind walls on this machine.
public sealed interface Isolation {

    /// They can.
    ///
    /// @param version of bubblewrap, as it says it
    /// @param shortcomings what this version cannot bound, one line each; empty for 0.8 and later
    record Walled(String version, List<String> shortcomings) implements Isolation {
        public Walled {
            shortcomings = List.copyOf(shortcomings);
        }
    }

    /// They cannot.
    ///
    /// @param why one line
    /// @param remedy what a person can do, one line
    record Open(String why, String remedy) implements Isolation {}

    /// Tries it with a process that does nothing. Takes some 20 ms.
    static Isolation probe() throws InterruptedException {
        if (!Native.LINUX) {
            return new Open(
                    "There is no sandbox for %s.".formatted(System.getProperty("os.name")),
                    "run on Linux, or accept that trials see all that you see: --no-sandbox.");
        }
        try {
            Optional<Bubblewrap> found = Bubblewrap.find();
            if (found.isEmpty()) {
                return new Open(
                        "bubblewrap is not installed.",
                        "\"apt-get install bubblewrap\" (dnf, pacman, zypper: the same name) installs it.");
            }
            return tryOut(found.get());
        } catch (IOException broken) {
            return new Open("bubblewrap cannot be started: %s.".formatted(broken.getMessage()), "reinstall it.");
        }
    }

    private static Isolation tryOut(Bubblewrap bubblewrap) throws IOException, InterruptedException {
        List<Path> system = Stream.of("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache")
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        Walls walls = new Walls(system, List.of(), List.of(), Map.of(Walls.TEMPORARY, 1L << 20), List.of());
        Path root = Path.of("/");
        Process probe = new ProcessBuilder(
                        bubblewrap.command(walls, OptionalInt.empty(), root, Map.of(), List.of("/bin/sh", "-c", ":")))
                .redirectErrorStream(true)
                .start();
        probe.getOutputStream().close();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (probe.waitFor() != 0) {
            return new Open("bubblewrap does not work here: %s.".formatted(firstLine(said)), remedy());
        }
        List<String> shortcomings = new ArrayList<>();
        if (!bubblewrap.sizes()) {
            shortcomings.add("temporary files lie on the disk and there is no shared memory");
        }
        if (!bubblewrap.lastUserNamespace()) {
            shortcomings.add("a program can make user namespaces of its own");
        }
        return new Walled(version(bubblewrap), shortcomings);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("it says nothing");
    }

    private static String version(Bubblewrap bubblewrap) throws IOException {
        Process process = new ProcessBuilder(bubblewrap.executable().toString(), "--version").start();
        return firstLine(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .replaceFirst("^bubblewrap ", "");
    }

    private static String remedy() {
        Path restricted = Path.of("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
        Path allowed = Path.of("/proc/sys/kernel/unprivileged_userns_clone");
        if (says(restricted, "1")) {
            return "AppArmor keeps user namespaces from it: \"sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0\", or a profile for bwrap, allows them.";
        }
        if (says(allowed, "0")) {
            return "user namespaces are switched off: \"sudo sysctl kernel.unprivileged_userns_clone=1\" allows them.";
        }
        if (says(Path.of("/proc/sys/user/max_user_namespaces"), "0")) {
            return "user namespaces are switched off: \"sudo sysctl user.max_user_namespaces=15000\" allows them.";
        }
        return "this is a container that forbids namespaces: Docker needs \"--security-opt seccomp=unconfined --security-opt systempaths=unconfined\".";
    }

    private static boolean says(Path setting, String value) {
        try {
            return Files.readString(setting).strip().equals(value);
        } catch (IOException absent) {
            return false;
        }
    }
}
