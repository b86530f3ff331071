package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossWatchTest {

    private static final int VOCABULARY = 4096; // a guess costs 8.3 nats

    private final LossWatch watch = new LossWatch(new Device(DeviceType.CPU), VOCABULARY);

    private static Tensor loss(float value) {
        return torch.tensor(value);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 17f})
    void failsFastOnALossThatIsNoNumberOrWorseThanTwoGuesses(float value) {
        watch.add(loss(8));
        watch.look();
        watch.add(loss(value));
        assertThatThrownBy(watch::look)
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("step 2")
                .hasMessageContaining("Maybe");
    }

    @Test
    void oneBadStepAmongManyIsSeenEvenIfNobodyLookedInBetween() {
        for (int step = 0; step < 1000; step++) {
            watch.add(loss(step == 3 ? Float.NaN : 1));
        }
        assertThatThrownBy(watch::look).isInstanceOf(DivergedException.class);
    }

    @Test
    void theSmoothedLossFollowsSlowlyAndHasNoBiasAtTheStart() {
        assertThat(watch.look()).isNaN();
        watch.add(loss(8));
        assertThat(watch.look()).isCloseTo(8, within(1e-6));
        watch.add(loss(4));
        assertThat(watch.look()).isBetween(5.5, 6.0);
        for (int step = 0; step < 200; step++) {
            watch.add(loss(2));
        }
        assertThat(watch.look()).isCloseTo(2, within(0.001));
    }
}
