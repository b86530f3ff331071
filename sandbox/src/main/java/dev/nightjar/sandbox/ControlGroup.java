package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One launch's control group: one folder a controller, removed at the end.
final class ControlGroup implements AutoCloseable {
    private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");
    private static final Pattern MICROSECONDS = Pattern.compile("(?m)^usage_usec (\\d+)$");
    private static final int PATIENCE = 100;
    private static final long PAUSE_NANOS = 2_000_000;

    /// `pids` counts threads, and a virtual machine has some thirty.
    private static final int THREADS_A_PROCESS = 8;

    private final ControlGroups.Version version;
    private final Map<String, Path> folders;

    private ControlGroup(ControlGroups.Version version, Map<String, Path> folders) {
        this.version = version;
        this.folders = folders;
    }

    static Optional<ControlGroup> create(
            ControlGroups.Version version, String name, Map<String, Path> parents, Limits limits) {
        Map<String, Path> folders = new LinkedHashMap<>();
        ControlGroup group = new ControlGroup(version, folders);
        parents.forEach((controller, parent) -> {
            Path folder = parent.resolve(name);
            if (folder.toFile().mkdir()) {
                folders.put(controller, folder);
            }
        });
        if (!folders.containsKey("memory") || !group.limit(limits)) {
            group.close();
            return Optional.empty();
        }
        return Optional.of(group);
    }

    private boolean limit(Limits limits) {
        String tasks = Long.toString((long) limits.processes() * THREADS_A_PROCESS);
        return switch (version) {
            case ONE -> {
                set("pids", "pids.max", tasks);
                yield set("memory", "memory.limit_in_bytes", Long.toString(limits.memoryBytes()));
            }
            case TWO -> {
                set("memory", "memory.swap.max", "0");
                set("memory", "memory.oom.group", "1");
                set("memory", "pids.max", tasks);
                yield set("memory", "memory.max", Long.toString(limits.memoryBytes()));
            }
            case NONE -> false;
        };
    }

    /// A process that writes its id into each of these files has joined, and so have its children.
    List<Path> doors() {
        return folders.values().stream()
                .map(folder -> folder.resolve("cgroup.procs"))
                .toList();
    }

    /// Whether the system has killed a process of the group because its memory was used up.
    boolean ranOutOfMemory() {
        String file = version == ControlGroups.Version.TWO ? "memory.events" : "memory.oom_control";
        return number("memory", file, KILLS).orElse(0L) > 0;
    }

    /// Processor time of everything that ever was in the group.
    Optional<Duration> cpu() {
        return switch (version) {
            case ONE ->
                number("cpuacct", "cpuacct.usage", Pattern.compile("(\\d+)")).map(Duration::ofNanos);
            case TWO -> number("memory", "cpu.stat", MICROSECONDS).map(micros -> Duration.ofNanos(micros * 1000));
            case NONE -> Optional.empty();
        };
    }

    private boolean set(String controller, String file, String value) {
        Path folder = folders.get(controller);
        if (folder == null) {
            return false;
        }
        try {
            Files.writeString(folder.resolve(file), value);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private Optional<Long> number(String controller, String file, Pattern pattern) {
        Path folder = folders.get(controller);
        if (folder == null) {
            return Optional.empty();
        }
        try {
            Matcher matcher = pattern.matcher(Files.readString(folder.resolve(file)));
            return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// The system refuses while it still buries the last process. What stays is swept away by the next supervisor.
    @Override
    public void close() {
        List<Path> left = new ArrayList<>(folders.values());
        for (int attempt = 0; attempt < PATIENCE && !left.isEmpty(); attempt++) {
            left.removeIf(folder -> folder.toFile().delete());
            if (!left.isEmpty()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
