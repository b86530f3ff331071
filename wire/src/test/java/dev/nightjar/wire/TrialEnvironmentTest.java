package dev.nightjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialEnvironmentTest {

    private static final TrialEnvironment ENVIRONMENT = new TrialEnvironment(
            Mode.PREFLIGHT,
            -7,
            WorkBudget.parse("2 TFLOP"),
            Path.of("/lab/data"),
            Path.of("/lab/out"),
            Device.CUDA,
            2,
            256,
            4097,
            4096,
            Duration.ofMillis(90_500));

    @Test
    void comesBackFromItsVariables() {
        Map<String, String> variables = ENVIRONMENT.toMap();
        assertThat(variables)
                .hasSize(11)
                .containsEntry("NIGHTJAR_MODE", "preflight")
                .containsEntry("NIGHTJAR_GUARD", "90.5");
        assertThat(variables.keySet()).allMatch(name -> name.startsWith(TrialEnvironment.PREFIX));
        assertThat(TrialEnvironment.from(variables)).isEqualTo(ENVIRONMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "MODE, TRAIN",
        "SEED, 9223372036854775808",
        "BUDGET, 5",
        "DEVICE, gpu",
        "THREADS, 0",
        "CONTEXT, many",
        "VOCABULARY, -1",
        "BOS, 4097",
        "GUARD, 1e99999999",
        "GUARD, -1"
    })
    void aBadVariableIsNamedWithItsValue(String name, String value) {
        Map<String, String> variables = new HashMap<>(ENVIRONMENT.toMap());
        variables.put("NIGHTJAR_" + name, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrialEnvironment.from(variables))
                .withMessageContaining("\nMaybe ")
                .satisfies(
                        e -> assertThat(e.getMessage().toUpperCase(Locale.ROOT)).contains(name));
    }

    @Test
    void aMissingVariableIsNamed() {
        for (String name : ENVIRONMENT.toMap().keySet()) {
            Map<String, String> variables = new HashMap<>(ENVIRONMENT.toMap());
            variables.remove(name);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TrialEnvironment.from(variables))
                    .withMessageContaining(name + " is not set");
        }
    }
}
