package dev.nightjar.lab.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A line of a tree object.
///
/// @param mode in octal, as git writes it: `40000` tree, `100644` file, `100755` executable, `120000` link, `160000`
/// submodule
record TreeEntry(String mode, String name, String id) {

    boolean tree() {
        return mode.equals("40000");
    }

    boolean executable() {
        return mode.equals("100755");
    }

    boolean file() {
        return mode.startsWith("100");
    }

    /// The entries of a tree object: mode, space, name, NUL, the id's raw bytes, each.
    static List<TreeEntry> parse(GitObject tree) {
        byte[] bytes = tree.content();
        int idLength = tree.id().length() / 2;
        List<TreeEntry> entries = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int space = indexOf(bytes, ' ', at);
            int nul = indexOf(bytes, 0, space);
            entries.add(new TreeEntry(
                    new String(bytes, at, space - at, StandardCharsets.US_ASCII),
                    new String(bytes, space + 1, nul - space - 1, StandardCharsets.UTF_8),
                    HexFormat.of().formatHex(bytes, nul + 1, nul + 1 + idLength)));
            at = nul + 1 + idLength;
        }
        return entries;
    }

    /// The content of a tree object with these entries, in their order.
    static byte[] content(List<TreeEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (TreeEntry entry : entries) {
            bytes.writeBytes("%s %s\0".formatted(entry.mode, entry.name).getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(HexFormat.of().parseHex(entry.id));
        }
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, int wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "A tree object of %d bytes ends in the middle of an entry.\nMaybe the repository is damaged."
                        .formatted(bytes.length));
    }
}
