package dev.nightjar.agents.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A key and its value in the raw text of an object, letter for letter. A key may be there twice.
///
/// @param text  key, colon and value
/// @param value the value alone
record JsonMember(String key, String text, String value) {

    /// The members of an object, as far as they can be told apart.
    static List<JsonMember> of(String object) {
        List<JsonMember> members = new ArrayList<>();
        read(object, members);
        return members;
    }

    /// All members, or empty if something in the object is no member.
    static Optional<List<JsonMember>> all(String object) {
        List<JsonMember> members = new ArrayList<>();
        return read(object, members) ? Optional.of(members) : Optional.empty();
    }

    /// Whether nothing but members is in the object.
    private static boolean read(String object, List<JsonMember> members) {
        int last = object.length();
        int at = JsonSpan.blank(object, 1);
        while (at < last && object.charAt(at) == '"') {
            int keyEnd = JsonSpan.quoted(object, at, last);
            int colon = JsonSpan.blank(object, keyEnd);
            if (colon >= last || object.charAt(colon) != ':') {
                return false;
            }
            int from = JsonSpan.blank(object, colon + 1);
            int end = valueEnd(object, from, last);
            members.add(new JsonMember(
                    object.substring(at + 1, Math.max(at + 1, keyEnd - 1)),
                    object.substring(at, end).strip(),
                    object.substring(from, end).strip()));
            if (end == last || object.charAt(end) != ',') {
                return end == last - 1;
            }
            at = JsonSpan.blank(object, end + 1);
        }
        return false;
    }

    /// The index of the comma or bracket that ends the value.
    private static int valueEnd(String object, int from, int last) {
        int depth = 0;
        int at = from;
        while (at < last) {
            char c = object.charAt(at);
            if (c == '"') {
                at = JsonSpan.quoted(object, at, last);
                continue;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    return at;
                }
                depth--;
            } else if (c == ',' && depth == 0) {
                return at;
            }
            at++;
        }
        return last;
    }
}
