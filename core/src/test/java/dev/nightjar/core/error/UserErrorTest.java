package dev.nightjar.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class UserErrorTest {

    @Test
    void saysWhatIsWrongAndThenWhatMayBeTheCause() {
        UserError error =
                new UserError(UserError.Kind.LAB, "The budget (-5s) must be positive.", "the sign is a typing error.");
        assertThat(error).hasMessage("The budget (-5s) must be positive.\nMaybe the sign is a typing error.");
        assertThat(error.kind()).isEqualTo(UserError.Kind.LAB);
    }

    @Test
    void takesAMessageThatHasItsGuessAlready() {
        IllegalStateException cause = new IllegalStateException("x");
        UserError error = new UserError(UserError.Kind.MENU, "Wrong.\nMaybe so.", cause);
        assertThat(error).hasMessage("Wrong.\nMaybe so.").hasCause(cause);
    }

    @Test
    void everyKindHasAnExitCodeOfItsOwn() {
        assertThat(Arrays.stream(UserError.Kind.values()).map(UserError.Kind::exitCode))
                .doesNotHaveDuplicates()
                .allMatch(code -> code > 1 && code < 64);
        assertThat(UserError.Kind.LAB_BUSY.exitCode()).isEqualTo(6);
        assertThat(UserError.Kind.DEVICE_BUSY.exitCode()).isEqualTo(7);
    }
}
