package dev.nightjar.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.wire.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DevicesTest {
    private static final Compute CPU = Compute.cpu(2);

    @TempDir
    private Path cache;

    @Test
    void refusesADeviceInUseAndNamesTheHolder() {
        try (Devices.Lease _ = new Devices(cache).lease(CPU, "lab /labs/gpt, run may-1")) {
            assertThatThrownBy(() -> new Devices(cache).lease(CPU, "another"))
                    .isInstanceOfSatisfying(
                            UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.DEVICE_BUSY))
                    .hasMessageContaining("(cpu)")
                    .hasMessageContaining("lab /labs/gpt, run may-1 (process ");
        }
        new Devices(cache).lease(CPU, "another").close();
    }

    @Test
    void leasesDifferentDevicesIndependently() {
        Devices devices = new Devices(cache);
        try (Devices.Lease _ = devices.lease(CPU, "a");
                Devices.Lease _ = devices.lease(new Compute(Device.CUDA, 0, 2), "b");
                Devices.Lease _ = devices.lease(new Compute(Device.CUDA, 1, 2), "c")) {
            assertThat(cache.resolve("devices/cuda-1.lock")).content().startsWith("c (process ");
        }
    }

    @Test
    void waitsUntilTheHolderGivesItBack() {
        Devices.Lease first = new Devices(cache).lease(CPU, "first");
        List<String> said = new ArrayList<>();

        Devices.Lease second = new Devices(cache)
                .await(
                        CPU,
                        "second",
                        words -> {
                            said.add(words);
                            Thread.ofVirtual().start(first::close);
                        },
                        new Interruption());

        assertThat(said).hasSize(1).first().asString().contains("first (process ");
        second.close();
    }

    @Test
    void stopsWaitingOnRequest() {
        Interruption interruption = new Interruption();
        try (Devices.Lease _ = new Devices(cache).lease(CPU, "first")) {
            assertThatThrownBy(() -> new Devices(cache).await(CPU, "second", _ -> interruption.request(), interruption))
                    .isInstanceOf(Interruption.Interrupted.class);
        }
    }
}
