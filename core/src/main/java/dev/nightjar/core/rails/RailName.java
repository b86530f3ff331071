package dev.nightjar.core.rails;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/// The rails, in the order in which a proposal meets them.
public enum RailName {
    SCHEMA("R1_schema"),
    MENU("R2_menu"),
    RANGE("R3_range"),
    CROSS("R4_cross"),
    DIFF_LINT("R5_diff_lint"),
    NOOP("R6_noop"),
    DUPLICATE("R7_duplicate"),
    PREFLIGHT("R8_preflight");

    private final String id;

    RailName(String id) {
        this.id = id;
    }

    /// As written in ledgers and reports.
    @JsonValue
    public String id() {
        return id;
    }

    @JsonCreator
    public static RailName of(String id) {
        return Arrays.stream(values())
                .filter(name -> name.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no rail (%s).\nMaybe the ledger is from a newer Nightjar.".formatted(id)));
    }

    @Override
    public String toString() {
        return id;
    }
}
