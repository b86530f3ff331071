package dev.nightjar.sandbox;

/// How busy the processors were that a launch could use, while it ran.
///
/// @param others share of their time that went to other programs, from 0 to 1
/// @param idle   share in which they had nothing to do
public record Load(double others, double idle) {

    public Load {
        requireShare("others", others);
        requireShare("idle", idle);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The share (%s = %s) of the processors must be from 0 to 1.%nMaybe a counter ran backwards."
                            .formatted(name, share));
        }
    }
}
