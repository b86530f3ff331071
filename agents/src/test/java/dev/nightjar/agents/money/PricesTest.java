package dev.nightjar.agents.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {

    private static final Price PRICE = new Price(3, 15, 0.3);
    private static final Prices PRICES = new Prices(Map.of("claude-sonnet-4-5", PRICE, "gpt-4.1", PRICE));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-sonnet-4-5",
                "claude-sonnet-4-5-20250929",
                "claude-sonnet-4-5-latest",
                "anthropic/claude-sonnet-4.5",
                "gpt-4.1",
                "gpt-4.1-2025-04-14",
                "openai/gpt-4.1"
            })
    void aNameStandsForItsVersionsAndRoutes(String model) {
        assertThat(PRICES.of(model)).hasValue(PRICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4.1-mini", "gpt-4", "claude-sonnet-4", "claude-sonnet-4-5-max", "qwen3:8b"})
    void aSisterHasAnotherPrice(String model) {
        assertThat(PRICES.of(model)).isEmpty();
    }

    @Test
    void thePersonsPriceGoesBeforeTheBuiltInOne() {
        Price own = new Price(1, 1, 1);

        assertThat(new Prices(Map.of("gpt-4.1", own)).over(PRICES).of("gpt-4.1-2025-04-14"))
                .hasValue(own);
    }
}
