package dev.nightjar.training;

import dev.nightjar.wire.Device;
import java.util.Optional;

/// Loads libtorch once, so that its native libraries lie unpacked in JavaCPP's cache: behind the sandbox's walls no
/// trial can write there.
public final class Unpack {

    private Unpack() {}

    public static void main(String[] arguments) {
        Device device = Device.parse(
                Optional.ofNullable(System.getenv("NIGHTJAR_DEVICE")).orElse("cpu"));
        Libtorch.setUp(device, 1, 0);
        // On a GPU this loads the CUDA runtime's own bindings, which nothing before the end of a trial does.
        PeakMemory.megabytes(device);
    }
}
