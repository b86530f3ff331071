package dev.nightjar.lab.run;

import dev.nightjar.core.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// Another process that appends to a ledger until it is killed, and says so after each entry.
final class LedgerWriter {

    private LedgerWriter() {}

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerWriter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] arguments) {
        RunFolder run = new RunFolders(Path.of(arguments[0])).of("nov20");
        try (LedgerFile ledger = LedgerFile.open(run, InstantSource.system())) {
            while (true) {
                System.out.println(
                        ledger.append(new Event.PreflightPassed(1, 0.5)).sequence());
            }
        }
    }
}
