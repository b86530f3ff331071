package dev.nightjar.corpus.source;

/// One text of a corpus.
///
/// @param library it belongs to: a Maven artifact, a folder, a file of JSON lines
/// @param name within the library, unique there
/// @param heldOut whether the whole library is kept for the test split
/// @param text valid UTF-8, not empty; not copied, so nobody may write to it
public record Document(String library, String name, boolean heldOut, byte[] text) {

    public Document {
        if (library.isBlank() || name.isBlank() || text.length == 0) {
            throw new IllegalArgumentException(
                    "A document (%s, %s) of %d bytes needs a library, a name and text.%nMaybe the file is empty."
                            .formatted(library, name, text.length));
        }
    }

    /// Library and name, unique in the corpus.
    public String fullName() {
        return library + "/" + name;
    }
}
