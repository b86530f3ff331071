package dev.nightjar.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// System calls that answer "there is no such call" behind walls, as a program for the kernel's packet filter
/// (seccomp(2)). Namespaces do not separate everything: which pages of a shared file are cached, what lies in a key
/// ring. One process could leave there what the next must not know. And what makes or changes namespaces, traces
/// processes or programs the kernel is of no use to training, only to whoever looks for a way out.
///
/// @param architecture as the kernel names it (`AUDIT_ARCH_…`)
/// @param denied       numbers of calls
/// @param advise       number of madvise(2), whose advice to drop cached pages is denied
record SystemCallFilter(int architecture, int[] denied, int advise) {

    private static final int NO_SUCH_CALL = 38;
    private static final int COLD = 20;
    private static final int PAGE_OUT = 21;

    /// Behind these a 64-bit kernel has the calls of another binary interface.
    private static final int FOREIGN = 0x4000_0000;

    private static final int NUMBER_AT = 0;
    private static final int ARCHITECTURE_AT = 4;
    private static final int THIRD_ARGUMENT_AT = 32;

    private static final short LOAD = 0x20;
    private static final short JUMP_IF_EQUAL = 0x15;
    private static final short JUMP_IF_AT_LEAST = 0x35;
    private static final short RETURN = 0x06;
    private static final int ALLOW = 0x7fff_0000;
    private static final int DENY = 0x0005_0000 | NO_SUCH_CALL;
    private static final int INSTRUCTION = 8;

    /// Calls that are numbered alike everywhere: io_uring, mounts of the new kind, process_madvise, mount_setattr,
    /// cachestat.
    private static final int[] EVERYWHERE = {425, 426, 427, 428, 429, 430, 431, 432, 433, 440, 442, 451};

    /// fadvise64, mincore, readahead, preadv2; add_key, request_key, keyctl; ptrace, process_vm_readv,
    /// process_vm_writev, kcmp; unshare, setns, mount, umount2, pivot_root; bpf, perf_event_open, userfaultfd;
    /// name_to_handle_at, open_by_handle_at.
    private static final int[] X86_64 = {
        221, 27, 187, 327, 248, 249, 250, 101, 310, 311, 312, 272, 308, 165, 166, 155, 321, 298, 323, 303, 304
    };

    /// The same.
    private static final int[] AARCH64 = {
        223, 232, 213, 286, 217, 218, 219, 117, 270, 271, 272, 97, 268, 40, 39, 41, 280, 241, 282, 264, 265
    };

    /// This machine's; nothing for one whose calls are not listed here.
    static Optional<SystemCallFilter> ofThisMachine() {
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of(new SystemCallFilter(0xC000_003E, X86_64, 28));
            case "aarch64" -> Optional.of(new SystemCallFilter(0xC000_00B7, AARCH64, 233));
            default -> Optional.empty();
        };
    }

    /// Writes the program to a file, which is the caller's to delete.
    Path write() throws IOException {
        return Files.write(Files.createTempFile("nightjar-calls-", ".bpf"), program());
    }

    /// The instructions, in this machine's order of bytes: an array of `struct sock_filter`.
    byte[] program() {
        int listed = EVERYWHERE.length + denied.length;
        int last = 4 + listed + 4; // the number of the instruction that allows; the one behind it denies
        ByteBuffer code = ByteBuffer.allocate((last + 2) * INSTRUCTION).order(ByteOrder.nativeOrder());
        put(code, LOAD, 0, 0, ARCHITECTURE_AT);
        put(code, JUMP_IF_EQUAL, 0, last - 1, architecture);
        put(code, LOAD, 0, 0, NUMBER_AT);
        put(code, JUMP_IF_AT_LEAST, last - 3, 0, FOREIGN);
        int at = 4;
        for (int[] calls : new int[][] {EVERYWHERE, denied}) {
            for (int call : calls) {
                put(code, JUMP_IF_EQUAL, last - at, 0, call);
                at++;
            }
        }
        put(code, JUMP_IF_EQUAL, 0, 3, advise);
        put(code, LOAD, 0, 0, THIRD_ARGUMENT_AT);
        put(code, JUMP_IF_EQUAL, 2, 0, COLD);
        put(code, JUMP_IF_EQUAL, 1, 0, PAGE_OUT);
        put(code, RETURN, 0, 0, ALLOW);
        put(code, RETURN, 0, 0, DENY);
        return code.array();
    }

    /// @param yes instructions to skip if the condition holds
    /// @param no  and if it does not
    private static void put(ByteBuffer code, short operation, int yes, int no, int operand) {
        code.putShort(operation).put((byte) yes).put((byte) no).putInt(operand);
    }
}
