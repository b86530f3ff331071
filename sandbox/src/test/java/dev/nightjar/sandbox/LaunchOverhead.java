package dev.nightjar.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Prints what a launch costs, in milliseconds: not a test, run it by hand.
final class LaunchOverhead {
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("launch-overhead");
        long start = System.nanoTime();
        try (Supervisor supervisor = Supervisor.start()) {
            supervisor.launch(Launches.shell(folder, "true"), _ -> {}).await();
            System.out.printf(
                    "first launch, start of the supervisor included: %.1f ms%n", (System.nanoTime() - start) / 1e6);
            print("with outcome file", supervisor, Launches.shell(folder, "true"));
            print("behind walls, with outcome file", supervisor, Launches.walled(folder, "true"));
            Launch plain = Launches.shell(folder, "true");
            print(
                    "without",
                    supervisor,
                    new Launch(
                            plain.command(),
                            plain.environment(),
                            folder,
                            plain.limits(),
                            plain.channel(),
                            plain.log(),
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    private static void print(String name, Supervisor supervisor, Launch launch) throws Exception {
        double[] millis = new double[200];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            supervisor.launch(launch, _ -> {}).await();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%s: median %.2f ms, 95th percentile %.2f ms%n", name, millis[100], millis[190]);
    }
}
