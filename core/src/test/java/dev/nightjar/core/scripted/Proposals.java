package dev.nightjar.core.scripted;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.proposal.Proposal;
import java.util.LinkedHashMap;
import java.util.Map;

/// Short ways to say a proposal.
public final class Proposals {

    private Proposals() {}

    public static Proposal width(long value) {
        return change("width", new KnobValue.Int(value));
    }

    public static Proposal rate(double value) {
        return change("rate", new KnobValue.Real(value));
    }

    public static Proposal mode(String value) {
        return change("mode", new KnobValue.Text(value));
    }

    public static Proposal change(String knob, KnobValue value) {
        return new Proposal.KnobChange(Map.of(knob, value), "try " + knob);
    }

    public static Proposal both(long width, double rate) {
        Map<String, KnobValue> changes = new LinkedHashMap<>();
        changes.put("width", new KnobValue.Int(width));
        changes.put("rate", new KnobValue.Real(rate));
        return new Proposal.KnobChange(changes, "both");
    }

    /// A night in which everything happens once: see the comments.
    public static Proposal night(int number) {
        return switch (number) {
            case 1 -> width(8); // better
            case 2 -> rate(0.05); // better
            case 3 -> width(8); // the same program
            case 4 -> width(40); // out of range
            case 5 -> new Proposal.Unparsed("Try a wider model!");
            case 6 -> width(16); // runs out of memory
            case 7 -> width(7); // does not compile
            case 8 -> rate(0.5); // worse
            case 9 -> width(4); // worse
            case 10 -> rate(0.1); // what the first experiment tried
            case 11 -> rate(0.001); // trains, and does not serve
            case 12 -> both(6, 0.01); // better, but the lab's checks say no
            case 13 -> both(9, 0.01); // better
            case 14 -> mode("fast"); // not with an odd width
            case 15 -> change("depth", new KnobValue.Int(3)); // no such knob
            default -> width(1 + number % 12);
        };
    }
}
