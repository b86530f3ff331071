package dev.nightjar.sandbox;

import java.util.ArrayList;
import java.util.List;

/// Looks at every running launch five times a second, and at each deadline. Sleeps while nothing runs.
final class Watch implements Runnable {
    private static final long PERIOD_NANOS = 200_000_000;

    private final Trees trees;
    private final List<RunningLaunch> launches = new ArrayList<>();

    Watch(Trees trees) {
        this.trees = trees;
    }

    synchronized void add(RunningLaunch launch) {
        launches.add(launch);
        notifyAll();
    }

    synchronized void remove(RunningLaunch launch) {
        launches.remove(launch);
    }

    @Override
    public void run() {
        try {
            while (true) {
                List<RunningLaunch> running = afterPause();
                trees.look();
                long now = System.nanoTime();
                for (RunningLaunch launch : running) {
                    launch.inspect(trees.usage(launch.id()), now);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<RunningLaunch> afterPause() throws InterruptedException {
        while (launches.isEmpty()) {
            wait();
        }
        long until = System.nanoTime() + PERIOD_NANOS;
        for (long left = PERIOD_NANOS; left > 0; left = nanosToNextLook(until)) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return List.copyOf(launches);
    }

    private long nanosToNextLook(long until) {
        long now = System.nanoTime();
        return launches.stream().mapToLong(launch -> launch.nanosLeft(now)).reduce(until - now, Math::min);
    }
}
