package dev.nightjar.execution;

import dev.nightjar.wire.Device;

/// What a trial computes on.
///
/// @param gpu which of several GPUs, from 0; not used on a CPU
/// @param threads that a trial may keep busy
public record Compute(Device device, int gpu, int threads) {

    public Compute {
        if (gpu < 0 || threads < 1) {
            throw new IllegalArgumentException(
                    "A trial cannot run on GPU (%d) with (%d) threads.%nMaybe one was counted from 1."
                            .formatted(gpu, threads));
        }
    }

    public static Compute cpu(int threads) {
        return new Compute(Device.CPU, 0, threads);
    }

    /// The name of the lease that a trial on it needs: `cpu`, `cuda-0`.
    public String leaseName() {
        return switch (device) {
            case CPU -> "cpu";
            case CUDA -> "cuda-" + gpu;
        };
    }
}
