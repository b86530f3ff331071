package dev.nightjar.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {

    @Test
    void findsTheWordThatASlipOfTheHandMeant() {
        List<String> known = List.of("batch_size", "beta1", "beta2", "lr");

        assertThat(Nearest.to("bacth_size", known)).contains("batch_size");
        assertThat(Nearest.to("BETA3", known)).as("the first of those as near").contains("beta1");
        assertThat(Nearest.to("momentum", known)).isEmpty();
    }

    @Test
    void listsAsAPersonWould() {
        assertThat(Nearest.list(List.of("a", "b", "c"))).isEqualTo("a, b or c");
        assertThat(Nearest.list(List.of("a"))).isEqualTo("a");
        assertThat(Nearest.list(List.of())).isEmpty();
    }
}
