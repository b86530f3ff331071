package dev.nightjar.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Processes as `ps` lists them, for systems without `/proc`. A listing costs a process, so [#entry] answers from
/// the last one.
final class PsProcessTable implements ProcessTable {
    private Map<Long, Entry> last = Map.of();

    @Override
    public synchronized List<Long> pids() {
        Map<Long, Entry> now = new HashMap<>();
        try {
            Process ps = new ProcessBuilder("/bin/ps", "-axo", "pid=,ppid=,rss=,stat=,time=")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String listing = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            listing.lines().map(PsProcessTable::parse).forEach(entry -> now.put(entry.pid(), entry));
            now.remove(ps.pid());
        } catch (IOException broken) {
            throw new UncheckedIOException("The command (/bin/ps) cannot be run.", broken);
        }
        last = now;
        return List.copyOf(now.keySet());
    }

    @Override
    public synchronized Optional<Entry> entry(long pid) {
        return Optional.ofNullable(last.get(pid));
    }

    @Override
    public boolean carries(long pid, Map<String, String> environment) {
        return false;
    }

    private static Entry parse(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        return new Entry(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                fields[3].startsWith("Z"),
                cpu(fields[4]),
                Long.parseLong(fields[2]) << 10);
    }

    /// `[days-][hours:]minutes:seconds[.hundredths]`
    static Duration cpu(String time) {
        String[] days = time.split("-", -1);
        double seconds = 0;
        for (String part : days[days.length - 1].split(":", -1)) {
            seconds = seconds * 60 + Double.parseDouble(part);
        }
        long wholeDays = days.length > 1 ? Long.parseLong(days[0]) : 0;
        return Duration.ofDays(wholeDays).plusMillis(Math.round(seconds * 1000));
    }
}
