package dev.nightjar.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Memory that a process can have without anything being swapped out.
final class FreeMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    private FreeMemory() {}

    /// As Linux estimates it; everything where the system does not say.
    static long bytes() {
        try {
            Matcher matcher = AVAILABLE.matcher(Files.readString(MEMINFO));
            return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : Long.MAX_VALUE;
        } catch (IOException noLinux) {
            return Long.MAX_VALUE;
        }
    }
}
