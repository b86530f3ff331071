package dev.nightjar.lab.source;

import dev.nightjar.core.lab.KnobValue;

/// A `static final` field with a literal value, and where that literal stands.
///
/// @param type    as declared: `int`, `float`, `String`, …
/// @param start   index of the literal's first character, its sign included
/// @param end     index after its last
/// @param literal as written
record JavaConstant(String name, String type, KnobValue value, int start, int end, String literal) {

    /// `newValue` as a literal of this constant's type, with the suffix that the old one has.
    ///
    /// @throws IllegalArgumentException if the type cannot hold it
    String render(KnobValue newValue) {
        return switch (type) {
            case "byte" -> whole(newValue, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case "short" -> whole(newValue, Short.MIN_VALUE, Short.MAX_VALUE);
            case "int", "Integer" -> whole(newValue, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long", "Long" -> longer(whole(newValue, Long.MIN_VALUE, Long.MAX_VALUE));
            case "float", "Float" -> real(newValue, Float.MAX_VALUE) + floatSuffix();
            case "double", "Double" -> real(newValue, Double.MAX_VALUE) + doubleSuffix();
            case "boolean", "Boolean" -> {
                if (!(newValue instanceof KnobValue.Flag(boolean flag))) {
                    throw refusal(newValue);
                }
                yield Boolean.toString(flag);
            }
            default -> {
                if (!(newValue instanceof KnobValue.Text(String text))) {
                    throw refusal(newValue);
                }
                yield JavaText.quote(text);
            }
        };
    }

    private String whole(KnobValue newValue, long min, long max) {
        double number = newValue.number();
        if (number != Math.rint(number) || !(number >= min && number <= max)) {
            throw refusal(newValue);
        }
        return newValue instanceof KnobValue.Int(long exact) ? Long.toString(exact) : Long.toString((long) number);
    }

    private String real(KnobValue newValue, double most) {
        double number = newValue.number();
        if (!(Math.abs(number) <= most)) {
            throw refusal(newValue);
        }
        return JavaText.real(number);
    }

    private String longer(String digits) {
        char last = literal.charAt(literal.length() - 1);
        boolean fitsInt = Long.parseLong(digits) == (int) Long.parseLong(digits);
        return last == 'L' || last == 'l' ? digits + last : fitsInt ? digits : digits + "L";
    }

    /// `final float X = 1;` has no suffix, but 0.5 needs one; capital or small as it was.
    private String floatSuffix() {
        return literal.endsWith("F") ? "F" : "f";
    }

    private String doubleSuffix() {
        boolean hexadecimal = literal.contains("0x") || literal.contains("0X");
        char last = literal.charAt(literal.length() - 1);
        return (last == 'd' || last == 'D') && !hexadecimal ? String.valueOf(last) : "";
    }

    private IllegalArgumentException refusal(KnobValue newValue) {
        return new IllegalArgumentException(
                "The constant (%s) of type %s cannot hold (%s).\nMaybe its knob has another type than it."
                        .formatted(name, type, newValue));
    }
}
