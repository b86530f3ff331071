package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where this process may make control groups (cgroups(7)): in the one hierarchy of version 2, else in those of
/// version 1, else nowhere. They bound memory to the byte and count processor time to the nanosecond; without them the
/// [Watch] does it five times a second.
///
/// @param parents folders to make groups in, by controller: `memory`, `pids`, `cpuacct`; or the one folder of version
///     2 for all of them
record ControlGroups(Version version, Map<String, Path> parents) {
    private static final String NAME = "nightjar-";

    enum Version {
        ONE,
        TWO,
        NONE
    }

    /// One line of `/proc/self/mountinfo` about a cgroup file system.
    private record Hierarchy(Path root, Path mountPoint, String type, List<String> options) {
        static Optional<Hierarchy> parse(String line) {
            String[] sides = line.split(" - ", 2);
            String[] left = sides[0].split(" ", -1);
            String[] right = sides.length < 2 ? new String[0] : sides[1].split(" ", -1);
            return right.length < 3 || !right[0].startsWith("cgroup")
                    ? Optional.empty()
                    : Optional.of(new Hierarchy(
                            Path.of(left[3]), Path.of(left[4]), right[0], Arrays.asList(right[2].split(",", -1))));
        }

        Path folderOf(String group) {
            Path path = Path.of(group);
            return path.startsWith(root) ? mountPoint.resolve(root.relativize(path)) : mountPoint;
        }
    }

    /// Also clears away what supervisors that were killed have left.
    static ControlGroups find() {
        try {
            ControlGroups found = find(
                    Files.readAllLines(Path.of("/proc/self/mountinfo")),
                    Files.readAllLines(Path.of("/proc/self/cgroup")));
            for (Path parent : found.parents().values().stream().distinct().toList()) {
                sweep(parent);
            }
            return found;
        } catch (IOException | IllegalArgumentException unknown) {
            return new ControlGroups(Version.NONE, Map.of());
        }
    }

    private static ControlGroups find(List<String> mounts, List<String> own) {
        List<Hierarchy> hierarchies =
                mounts.stream().flatMap(line -> Hierarchy.parse(line).stream()).toList();
        Map<String, String> groups = new LinkedHashMap<>();
        for (String line : own) {
            String[] fields = line.split(":", 3);
            Arrays.stream(fields[1].split(",", -1)).forEach(controller -> groups.put(controller, fields[2]));
        }
        for (Hierarchy hierarchy : hierarchies) {
            if (hierarchy.type().equals("cgroup2")) {
                Optional<Path> parent = unified(hierarchy, hierarchy.folderOf(groups.getOrDefault("", "/")));
                if (parent.isPresent()) {
                    return new ControlGroups(Version.TWO, Map.of("memory", parent.get()));
                }
            }
        }
        Map<String, Path> parents = new LinkedHashMap<>();
        for (String controller : List.of("memory", "pids", "cpuacct")) {
            hierarchies.stream()
                    .filter(hierarchy -> hierarchy.type().equals("cgroup")
                            && hierarchy.options().contains(controller))
                    .map(hierarchy -> hierarchy.folderOf(groups.getOrDefault(controller, "/")))
                    .filter(Files::isWritable)
                    .findFirst()
                    .ifPresent(folder -> parents.put(controller, folder));
        }
        return new ControlGroups(parents.isEmpty() ? Version.NONE : Version.ONE, parents);
    }

    /// The nearest group above this process whose children have the memory controller, if this process may make
    /// children there. Its own group holds processes, so that has none.
    private static Optional<Path> unified(Hierarchy hierarchy, Path own) {
        for (Path folder = own;
                folder != null && folder.startsWith(hierarchy.mountPoint());
                folder = folder.getParent()) {
            if (Files.isWritable(folder)
                    && Files.isWritable(folder.resolve("cgroup.procs"))
                    && words(folder.resolve("cgroup.subtree_control")).contains("memory")) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static List<String> words(Path file) {
        try {
            return Arrays.asList(Files.readString(file).strip().split("\\s+", -1));
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static void sweep(Path parent) throws IOException {
        try (Stream<Path> groups = Files.list(parent)) {
            for (Path group : groups.toList()) {
                String[] name = group.getFileName().toString().split("-", -1);
                if (name.length == 3
                        && (name[0] + "-").equals(NAME)
                        && name[1].matches("[0-9]{1,9}")
                        && !Files.exists(Path.of("/proc", name[1]))) {
                    group.toFile().delete();
                }
            }
        }
    }

    /// A group for one launch, or nothing where there can be none.
    Optional<ControlGroup> create(int launch, Limits limits) {
        String name = NAME + ProcessHandle.current().pid() + "-" + launch;
        return switch (version) {
            case NONE -> Optional.empty();
            case ONE, TWO -> ControlGroup.create(version, name, parents, limits);
        };
    }
}
