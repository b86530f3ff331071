package dev.nightjar.sandbox;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The few calls of the C library that the JDK has no words for. All of them say -1 where the system lacks them.
final class Native {
    static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    static final int SIGHUP = 1;
    static final int SIGINT = 2;
    static final int SIGTERM = 15;
    static final int SIGKILL = 9;
    /// SIGSTOP has another number on macOS and the BSDs.
    static final int SIGSTOP = LINUX ? 19 : 17;

    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int P_ALL = 0;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final long SIGINFO_BYTES = 128;
    private static final long KEYCTL_JOIN_SESSION_KEYRING = 1;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_BASIC = 0x7ff;
    private static final long STATX_NAMES = 16;
    private static final long STATX_INODE = 32;
    private static final long STATX_BLOCKS = 48;
    /// Major and minor number.
    private static final long STATX_DEVICE = 136;
    private static final long STATX_BYTES = 256;
    private static final long BLOCK_BYTES = 512;

    private final MethodHandle setsid = find("setsid");
    private final MethodHandle kill = find("kill", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle waitpid =
            find("waitpid", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);

    /// Leaves the session of the engine's terminal, so that Ctrl-C and a closed terminal do not reach this process.
    boolean leaveSession() {
        return call(() -> (int) setsid.invokeExact()) >= 0;
    }

    /// From now on a process below this one whose parent dies becomes a child of this one. Linux only.
    boolean adoptOrphans() {
        if (!LINUX) {
            return false;
        }
        MethodHandle prctl = find(
                "prctl",
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG);
        return call(() -> (int) prctl.invokeExact(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L)) == 0;
    }

    /// Makes a signal do nothing here and the usual thing in children. An ignored signal would stay ignored in
    /// every child, a handler ends with `exec`; so the handler is a function that takes a number and changes
    /// nothing: `abs`.
    void disregard(int signal) {
        MethodHandle install = find("signal", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        MemorySegment nothing =
                Linker.nativeLinker().defaultLookup().find("abs").orElseThrow();
        call(() -> (int) install.invokeExact(signal, nothing));
    }

    long pageBytes() {
        MethodHandle getpagesize = find("getpagesize");
        return call(() -> (int) getpagesize.invokeExact());
    }

    void signal(long pid, int signal) {
        if (pid <= 1) {
            throw new IllegalArgumentException("No signal to process (%d).".formatted(pid));
        }
        call(() -> (int) kill.invokeExact((int) pid, signal));
    }

    /// Buries a dead child of this process that the JDK did not start.
    void reap(long pid) {
        call(() -> (int) waitpid.invokeExact((int) pid, MemorySegment.NULL, WNOHANG));
    }

    private static MethodHandle find(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters);
        MemorySegment function = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException(
                        "The C library has no function (%s).%nMaybe this operating system is neither Linux nor macOS."
                                .formatted(name)));
        return linker.downcallHandle(function, shape);
    }

    @FunctionalInterface
    private interface Call {
        int run() throws Throwable;
    }

    private static int call(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Whether this process has any child, alive or dead and not yet buried. Buries none.
    boolean hasChildren() {
        MethodHandle waitid = Waitid.HANDLE;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO_BYTES);
            return call(() -> (int) waitid.invokeExact(P_ALL, 0, info, WEXITED | WNOHANG | WNOWAIT)) == 0;
        }
    }

    /// Gives this thread, and the processes that it starts from now on, a new key ring of the kernel's: what one
    /// process hides in it no other one finds (keyctl(2)).
    void leaveKeyRing() {
        long keyctl = switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> 250;
            case "aarch64" -> 219;
            default -> -1;
        };
        if (LINUX && keyctl > 0) {
            call(() -> (int) (long) Syscall.HANDLE.invokeExact(keyctl, KEYCTL_JOIN_SESSION_KEYRING, 0L));
        }
    }

    /// The space that a file takes on the disk, 0 where nobody can tell. Links are not followed.
    long allocatedBytes(Path file) {
        return LINUX
                ? status(file.toString(), AT_SYMLINK_NOFOLLOW)
                        .map(Status::bytes)
                        .orElse(0L)
                : 0;
    }

    /// A file, by its place on a device, the number of its names, and the space it takes.
    record Status(long device, long number, int names, long bytes) {}

    /// Files that a process has open and that have no name (any more): they take space until it closes them.
    /// Nothing where the system does not say.
    List<Status> namelessFiles(long pid) {
        String folder = "/proc/" + pid + "/fd";
        String[] descriptors = LINUX ? new File(folder).list() : null;
        return descriptors == null
                ? List.of()
                : Arrays.stream(descriptors)
                        .flatMap(descriptor -> status(folder + "/" + descriptor, 0).stream())
                        .filter(file -> file.names() == 0)
                        .toList();
    }

    private Optional<Status> status(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATX_BYTES, Long.BYTES);
            MemorySegment name = arena.allocateFrom(path);
            MethodHandle statx = Statx.HANDLE;
            int result = call(() -> (int) statx.invokeExact(AT_FDCWD, name, flags, STATX_BASIC, status));
            return result < 0
                    ? Optional.empty()
                    : Optional.of(new Status(
                            status.get(ValueLayout.JAVA_LONG, STATX_DEVICE),
                            status.get(ValueLayout.JAVA_LONG, STATX_INODE),
                            status.get(ValueLayout.JAVA_INT, STATX_NAMES),
                            status.get(ValueLayout.JAVA_LONG, STATX_BLOCKS) * BLOCK_BYTES));
        }
    }

    /// `int statx(int folder, const char *name, int flags, unsigned mask, struct statx *)`, the same on every
    /// architecture.
    private static final class Statx {
        static final MethodHandle HANDLE = find(
                "statx",
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS);
    }

    private static final class Syscall {
        static final MethodHandle HANDLE = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
    }

    /// Linked when first needed: not every start of the supervisor gets there.
    private static final class Waitid {
        static final MethodHandle HANDLE =
                find("waitid", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    }
}
