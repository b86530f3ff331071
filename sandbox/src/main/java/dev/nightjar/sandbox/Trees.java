package dev.nightjar.sandbox;

import dev.nightjar.sandbox.ProcessTable.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which process belongs to which launch.
///
/// A process belongs to its parent's launch, for good. An orphan is a child of this process that this process did
/// not start: it belongs to the one launch that ran when it was first seen, or, if there were several, to the one
/// whose environment it carries, or else to whichever of them lives longest. Dead orphans are buried here; the JDK
/// buries the children that it started.
final class Trees {
    private static final int NOBODY = -1;

    private final ProcessTable table;
    private final Native system;
    private final long self = ProcessHandle.current().pid();
    private final Map<Integer, Root> roots = new HashMap<>();
    private final Map<Long, Integer> owners = new HashMap<>();
    private final Map<Long, Set<Integer>> suspects = new HashMap<>();
    private final Map<Long, Entry> entries = new HashMap<>();

    private record Root(long pid, Map<String, String> environment) {}

    /// What a tree uses.
    record Usage(int processes, long residentBytes, Duration cpu) {}

    Trees(ProcessTable table, Native system) {
        this.table = table;
        this.system = system;
    }

    /// Starts the first process of a launch. No listing can fall between its start and its entry here, where it
    /// would be taken for an orphan.
    synchronized Process plant(int launch, ProcessBuilder builder, Map<String, String> environment) throws IOException {
        if (roots.isEmpty()) {
            // Process ids may have been given anew since the last look.
            owners.clear();
            entries.clear();
            suspects.clear();
        }
        Process process = builder.start();
        roots.put(launch, new Root(process.pid(), environment));
        owners.put(process.pid(), launch);
        return process;
    }

    /// All living processes of a launch, looked up now.
    synchronized List<Long> living(int launch) {
        look();
        return entriesOf(launch).map(Entry::pid).toList();
    }

    /// Living processes of a launch other than the first one, looked up now. Costs one system call where it is
    /// clear that there are none.
    synchronized List<Long> leftOver(int launch) {
        if (Native.LINUX && !system.hasChildren()) {
            return List.of();
        }
        long root = rootOf(launch);
        return living(launch).stream().filter(pid -> pid != root).toList();
    }

    /// Living processes of a launch behind walls without those that hold the walls: the first one and its child.
    /// Looked up now.
    synchronized List<Long> insiders(int launch) {
        look();
        long root = rootOf(launch);
        return entriesOf(launch)
                .filter(entry -> entry.pid() != root && entry.parent() != root)
                .map(Entry::pid)
                .toList();
    }

    /// Processes of a launch that lived at the last look.
    synchronized List<Long> members(int launch) {
        return entriesOf(launch).map(Entry::pid).toList();
    }

    /// What a launch's tree used at the last look.
    synchronized Usage usage(int launch) {
        List<Entry> members = entriesOf(launch).toList();
        long resident = members.stream().mapToLong(Entry::residentBytes).sum();
        Duration cpu = members.stream().map(Entry::cpu).reduce(Duration.ZERO, Duration::plus);
        return new Usage(members.size(), resident, cpu);
    }

    /// Forgets a launch that has ended. Orphans that could have been only its own are killed.
    synchronized void fell(int launch) {
        roots.remove(launch);
        owners.values().removeIf(owner -> owner == launch);
        suspects.forEach((pid, launches) -> {
            launches.remove(launch);
            if (launches.isEmpty()) {
                system.signal(pid, Native.SIGKILL);
            }
        });
        suspects.values().removeIf(Set::isEmpty);
        if (Native.LINUX && roots.isEmpty() && system.hasChildren()) {
            look(); // Nobody else will bury the last orphans.
        }
    }

    /// Sends a signal to a process that was alive at the last look.
    void signal(long pid, int signal) {
        system.signal(pid, signal);
    }

    /// Looks at all processes and takes note of those that belong to a launch.
    synchronized void look() {
        List<Long> pids = table.pids();
        Set<Long> present = new HashSet<>(pids);
        entries.keySet().retainAll(present);
        owners.keySet().retainAll(present);
        suspects.keySet().retainAll(present);
        for (long pid : pids) {
            int owner = owners.getOrDefault(pid, 0);
            if (owner != NOBODY) {
                table.entry(pid).ifPresentOrElse(entry -> entries.put(pid, entry), () -> entries.remove(pid));
            }
        }
        for (long pid : pids) {
            ownerOf(pid);
        }
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.dead() && entry.parent() == self && !isRoot(entry.pid())) {
                system.reap(entry.pid());
                entries.remove(entry.pid());
            }
        }
    }

    private Stream<Entry> entriesOf(int launch) {
        return entries.values().stream()
                .filter(entry -> !entry.dead() && owners.getOrDefault(entry.pid(), NOBODY) == launch);
    }

    /// A launch's number, [#NOBODY], or nothing if that cannot be said yet: the parent died before it was looked
    /// at.
    private Optional<Integer> ownerOf(long pid) {
        Integer known = owners.get(pid);
        if (known != null) {
            return Optional.of(known);
        }
        if (pid == self) {
            return settle(pid, NOBODY);
        }
        Entry entry = entries.get(pid);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.parent() == self) {
            return adopter(pid).flatMap(launch -> settle(pid, launch));
        }
        if (entry.parent() <= 1) {
            return settle(pid, NOBODY);
        }
        return ownerOf(entry.parent()).flatMap(owner -> settle(pid, owner));
    }

    private Optional<Integer> settle(long pid, int owner) {
        owners.put(pid, owner);
        suspects.remove(pid);
        return Optional.of(owner);
    }

    private Optional<Integer> adopter(long orphan) {
        Set<Integer> possible = suspects.computeIfAbsent(orphan, unseen -> new HashSet<>(roots.keySet()));
        if (possible.size() > 1) {
            Set<Integer> carried = new HashSet<>(possible);
            carried.removeIf(launch -> !table.carries(orphan, environmentOf(launch)));
            if (carried.size() == 1) {
                return carried.stream().findFirst();
            }
        }
        return possible.size() == 1 ? possible.stream().findFirst() : Optional.empty();
    }

    private Map<String, String> environmentOf(int launch) {
        Root root = roots.get(launch);
        return root == null ? Map.of() : root.environment();
    }

    private long rootOf(int launch) {
        Root root = roots.get(launch);
        return root == null ? NOBODY : root.pid();
    }

    private boolean isRoot(long pid) {
        return roots.values().stream().anyMatch(root -> root.pid() == pid);
    }
}
