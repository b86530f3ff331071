package dev.nightjar.sandbox;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The supervisor: a small JVM between an engine and the processes that it starts. See the package's description for
/// its protocol.
public final class SupervisorMain {
    private static final Duration FAREWELL = Duration.ofMillis(1500);

    private final Map<Integer, RunningLaunch> launches = new ConcurrentHashMap<>();
    private final Map<Integer, Thread> threads = new ConcurrentHashMap<>();
    private final Native system = new Native();
    private final Outbox outbox;
    private final Trees trees;
    private final Watch watch;
    private final Enclosures enclosures = new Enclosures(system);

    private SupervisorMain() {
        system.leaveSession();
        system.adoptOrphans();
        system.disregard(Native.SIGINT);
        system.disregard(Native.SIGHUP);
        outbox = new Outbox(new FileOutputStream(FileDescriptor.out));
        trees = new Trees(ProcessTable.ofThisSystem(system), system);
        watch = new Watch(trees);
    }

    public static void main(String[] arguments) {
        // A supervisor that cannot be relied upon must not linger: the engine notices its end and kills what it knows
        // of.
        Thread.setDefaultUncaughtExceptionHandler((_, broken) -> {
            broken.printStackTrace();
            Runtime.getRuntime().halt(70);
        });
        SupervisorMain supervisor = new SupervisorMain();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> supervisor.leave("The supervisor was told to stop.")));
        String why = supervisor.serve();
        supervisor.leave(why);
        Runtime.getRuntime().halt(0);
    }

    /// Returns why there is nobody left to serve.
    private String serve() {
        Thread.ofPlatform().daemon().name("watch").start(watch);
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
        try {
            for (var frame = Frame.read(in); frame.isPresent(); frame = Frame.read(in)) {
                obey(frame.get());
            }
            return "The engine is gone.";
        } catch (IOException broken) {
            return "The supervisor lost its engine: %s.".formatted(broken);
        }
    }

    private void obey(Frame frame) throws IOException {
        if (frame instanceof Frame.Start(int id, Launch what)) {
            start(id, what);
            return;
        }
        RunningLaunch launch = launches.get(frame.launch());
        if (launch == null) {
            return; // It has just ended.
        }
        switch (frame) {
            case Frame.Input(int _, byte[] bytes) -> launch.input(bytes);
            case Frame.EndInput _ -> launch.endInput();
            case Frame.Kill(int _, String why, boolean atOnce) ->
                launch.kill(Ending.KILLED, why, atOnce ? Duration.ZERO : Axe.GRACE);
            case Frame.Took(int _, int bytes) -> launch.took(bytes);
            case Frame.Start _, Frame.Started _, Frame.Output _, Frame.Logged _, Frame.Ended _ ->
                throw new IOException("The frame %s is not the engine's to send.".formatted(frame));
        }
    }

    private void start(int id, Launch what) {
        RunningLaunch launch = new RunningLaunch(id, what, trees, enclosures, watch, outbox);
        launches.put(id, launch);
        Thread thread = Thread.ofPlatform().name("launch-" + id).unstarted(() -> {
            launch.run();
            launches.remove(id);
            threads.remove(id);
        });
        threads.put(id, thread);
        thread.start();
    }

    private void leave(String why) {
        launches.values().forEach(launch -> launch.kill(Ending.KILLED, why, Duration.ZERO));
        long until = System.nanoTime() + FAREWELL.toNanos();
        for (Thread thread : threads.values()) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            enclosures.close();
        } catch (IOException _) {
            // A small file stays behind in the system's temporary folder, and nobody listens any more.
        }
    }
}
