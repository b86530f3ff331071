package dev.nightjar.agents.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The prices that ship with Nightjar: `prices.toml` beside this class, in US dollars, with the day they were looked
/// up.
final class PriceTable {

    private static final String NAME = "prices.toml";

    private PriceTable() {}

    static TomlText read() {
        try (InputStream in = PriceTable.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException("The resource (%s) is missing.".formatted(NAME));
            }
            return TomlText.parse(NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
