package dev.nightjar.corpus.source;

import java.util.Locale;
import java.util.regex.Pattern;

/// One source jar of Maven Central, of which neither version nor content can change unnoticed.
///
/// @param sha256 of the jar, in hexadecimal
/// @param heldOut whether the whole library is kept for the test split
public record PinnedJar(String group, String artifact, String version, String sha256, boolean heldOut) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COORDINATE = Pattern.compile("[\\w.-]+");

    public PinnedJar {
        for (String coordinate : new String[] {group, artifact, version}) {
            if (!COORDINATE.matcher(coordinate).matches()) {
                throw new IllegalArgumentException(
                        "The coordinate (%s) of %s is not one of Maven's.%nMaybe a colon is missing."
                                .formatted(coordinate, artifact));
            }
        }
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "The hash (%s) of %s is not a SHA-256.%nMaybe it is cut off.".formatted(sha256, artifact));
        }
    }

    /// Reads `group:artifact:version sha256`, with a third word `test` for a library that is held out.
    static PinnedJar parse(String line) {
        String[] words = line.split("\\s+", -1);
        String[] coordinates = words[0].split(":", -1);
        boolean heldOut = words.length == 3 && words[2].equals("test");
        if (coordinates.length != 3 || (words.length != 2 && !heldOut)) {
            throw new IllegalArgumentException(
                    "(%s) is not a pinned jar.%nMaybe the hash is missing: group:artifact:version sha256."
                            .formatted(line));
        }
        return new PinnedJar(coordinates[0], coordinates[1], coordinates[2], words[1], heldOut);
    }

    /// The jar's name in Maven Central and in the cache.
    public String fileName() {
        return artifact + "-" + version + "-sources.jar";
    }
}
