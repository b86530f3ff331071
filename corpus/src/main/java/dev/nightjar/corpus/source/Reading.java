package dev.nightjar.corpus.source;

import java.io.IOException;

/// Takes what a source reads, in an order that depends on the source alone.
public interface Reading {

    void document(Document document) throws IOException;

    /// A text was left out.
    void dropped(Drop why);
}
