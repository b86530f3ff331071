package dev.nightjar.agents.answer;

import java.util.List;

/// The texts that a model may have written its blocks against.
///
/// @param file   the editable file's name
/// @param base   the program that the proposal starts from
/// @param shown  the text that the prompt showed: `base`, or the last try that is to be mended
public record Sources(String file, String base, String shown) {

    /// The one that was shown comes first.
    List<String> inOrder() {
        return shown.equals(base) ? List.of(base) : List.of(shown, base);
    }
}
