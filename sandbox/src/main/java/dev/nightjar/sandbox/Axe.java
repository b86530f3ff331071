package dev.nightjar.sandbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Kills whole trees.
///
/// First politely: `SIGTERM` to every process and a short grace. Then every process is stopped before any is
/// killed, so that nothing can fork between the look and the blow. Behind walls the kernel sees to that: it kills
/// everything inside together with the process that holds the walls, and nobody in there can outlive it.
final class Axe {
    static final Duration GRACE = Duration.ofMillis(400);
    /// After that long a process that is still there waits for a device and cannot die.
    private static final Duration GIVE_UP = Duration.ofSeconds(5);

    private static final int ROUNDS_OF_STOPPING = 100;

    private final Trees trees;
    private final boolean walled;

    Axe(Trees trees, boolean walled) {
        this.trees = trees;
        this.walled = walled;
    }

    void askToLeave(int launch, Duration grace) {
        // Who holds the walls would drop them at once, and the program would never hear of it.
        signalAll(walled ? trees.insiders(launch) : trees.living(launch), Native.SIGTERM);
        long until = System.nanoTime() + grace.toNanos();
        while (System.nanoTime() < until && !trees.living(launch).isEmpty()) {
            rest();
        }
    }

    /// Returns the processes that did not die, usually none.
    List<Long> kill(int launch) {
        long until = System.nanoTime() + GIVE_UP.toNanos();
        List<Long> living = trees.living(launch);
        while (!living.isEmpty() && System.nanoTime() < until) {
            Set<Long> stopped = new HashSet<>();
            for (int round = 0; !walled && round < ROUNDS_OF_STOPPING && stopped.addAll(living); round++) {
                signalAll(living, Native.SIGSTOP);
                living = trees.living(launch);
            }
            signalAll(living, Native.SIGKILL);
            rest();
            living = trees.living(launch);
        }
        return living;
    }

    private void signalAll(List<Long> pids, int signal) {
        for (long pid : pids) {
            trees.signal(pid, signal);
        }
    }

    private static void rest() {
        try {
            Thread.sleep(3);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
