package dev.nightjar.wire.frames;

/// What a server agrees to read in one request.
///
/// @param rows the most rows
/// @param context the longest context
/// @param vocabulary tokens are below it
public record FrameLimit(int rows, int context, int vocabulary) {

    public FrameLimit {
        if (rows <= 0 || context <= 0 || vocabulary <= 0) {
            throw new IllegalArgumentException(
                    "The limits of (%d) rows, context (%d) and vocabulary (%d) must be positive.%nMaybe the trial's environment is not read yet."
                            .formatted(rows, context, vocabulary));
        }
    }
}
