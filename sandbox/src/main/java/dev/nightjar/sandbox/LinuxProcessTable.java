package dev.nightjar.sandbox;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Processes as `/proc` lists them (proc_pid_stat(5)).
final class LinuxProcessTable implements ProcessTable {
    /// `sysconf(_SC_CLK_TCK)`: 100 on every Linux that Java runs on.
    private static final long MILLIS_PER_TICK = 10;

    private static final File PROC = new File("/proc");
    private final byte[] buffer = new byte[1024];
    private final long pageBytes;

    LinuxProcessTable(long pageBytes) {
        this.pageBytes = pageBytes;
    }

    @Override
    public List<Long> pids() {
        String[] names = PROC.list();
        if (names == null) {
            throw new IllegalStateException(
                    "The folder (/proc) cannot be listed.%nMaybe it is not mounted in this container.".formatted());
        }
        List<Long> pids = new ArrayList<>(names.length);
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                pids.add(Long.parseLong(name));
            }
        }
        return pids;
    }

    @Override
    public synchronized Optional<Entry> entry(long pid) {
        int length;
        try (FileInputStream stat = new FileInputStream("/proc/" + pid + "/stat")) {
            length = stat.read(buffer);
        } catch (IOException gone) {
            return Optional.empty();
        }
        if (length <= 0) {
            return Optional.empty();
        }
        String line = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        // The program's name is in parentheses and may hold blanks and parentheses of its own.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        char state = fields[0].charAt(0);
        long ticks = number(fields, 11) + number(fields, 12) + number(fields, 13) + number(fields, 14);
        return Optional.of(new Entry(
                pid,
                number(fields, 1),
                state == 'Z' || state == 'X',
                Duration.ofMillis(ticks * MILLIS_PER_TICK),
                number(fields, 21) * pageBytes));
    }

    @Override
    public boolean carries(long pid, Map<String, String> environment) {
        byte[] bytes;
        try (FileInputStream environ = new FileInputStream("/proc/" + pid + "/environ")) {
            bytes = environ.readAllBytes();
        } catch (IOException goneOrNotOurs) {
            return false;
        }
        Set<String> carried = new HashSet<>(Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0", -1)));
        return environment.entrySet().stream()
                .allMatch(variable -> carried.contains(variable.getKey() + "=" + variable.getValue()));
    }

    private static long number(String[] fields, int at) {
        return Long.parseLong(fields[at].trim());
    }
}
