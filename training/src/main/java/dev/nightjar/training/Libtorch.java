package dev.nightjar.training;

import dev.nightjar.wire.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/// Sets libtorch up for one process: threads, memory, seed, device.
///
/// libtorch ships for Linux and macOS on x86-64 and for macOS on arm64; the module's build picks the one of
/// the system it runs on.
final class Libtorch {

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int ONE_GIB = 1 << 30;

    private Libtorch() {}

    /// Must come before the first tensor.
    ///
    /// @param threads that matrix products and element-wise operations may use
    /// @param seed of everything that libtorch draws
    static void setUp(Device device, int threads, long seed) {
        keepFreedMemory();
        if (device == Device.CUDA) {
            unpackTogether();
        }
        torch.set_num_threads(threads);
        torch.manual_seed(seed);
        if (device == Device.CUDA && !torch.cuda_is_available()) {
            throw new IllegalStateException(
                    "The device (cuda) is not there.%nMaybe the CUDA libraries are not on the class path: --device cpu works everywhere."
                            .formatted());
        }
    }

    /// JavaCPP unpacks a library when it first loads it, and loads c10_cuda before it has unpacked the c10 that it
    /// needs; that failure is silent, and a first run would find no GPU. So all of them lie there before the first
    /// is loaded.
    private static void unpackTogether() {
        try {
            Loader.cacheResources(torch.class, "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/");
        } catch (IOException e) {
            throw new UncheckedIOException("libtorch cannot be unpacked.\nMaybe the disk is full.", e);
        }
    }

    static org.bytedeco.pytorch.Device device(Device device) {
        return new org.bytedeco.pytorch.Device(
                switch (device) {
                    case CPU -> DeviceType.CPU;
                    case CUDA -> DeviceType.CUDA;
                });
    }

    /// glibc gives large freed blocks back to the system, so that each step of a training loop faults the same
    /// hundreds of megabytes in again: an element-wise operation over 2048 × 4160 floats takes 9.8 ms instead
    /// of 1.4 ms. Elsewhere there is no `mallopt`, and nothing happens.
    private static void keepFreedMemory() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> mallopt = linker.defaultLookup().find("mallopt");
        if (mallopt.isEmpty()) {
            return;
        }
        var call = linker.downcallHandle(
                mallopt.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            int mapped = (int) call.invokeExact(M_MMAP_THRESHOLD, ONE_GIB);
            int trimmed = (int) call.invokeExact(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            if (mapped == 0 || trimmed == 0) {
                System.err.println(
                        "note: this C library does not keep freed memory; training is slower than it could be");
            }
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "mallopt could not be called.\nMaybe --enable-native-access=ALL-UNNAMED is missing.", e);
        }
    }
}
