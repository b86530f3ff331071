package dev.nightjar.lab.run;

import java.io.IOException;
import java.nio.file.Path;

/// Another process that holds a lab's lock until it is killed.
final class LockHolder {

    private LockHolder() {}

    static Process start(Path lab) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lab.toString())
                .redirectErrorStream(true)
                .start();
        String first = process.inputReader().readLine();
        if (!"locked".equals(first)) {
            throw new IOException("The other process said (%s).".formatted(first));
        }
        return process;
    }

    public static void main(String[] arguments) throws InterruptedException {
        LabLock.acquire(Path.of(arguments[0]));
        System.out.println("locked");
        Thread.currentThread().join();
    }
}
