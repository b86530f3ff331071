package dev.nightjar.corpus.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Everything that a source reads.
final class Collected implements Reading {

    final List<Document> documents = new ArrayList<>();
    final List<Drop> drops = new ArrayList<>();

    @Override
    public void document(Document document) {
        documents.add(document);
    }

    @Override
    public void dropped(Drop why) {
        drops.add(why);
    }

    List<String> texts() {
        return documents.stream()
                .map(document -> new String(document.text(), StandardCharsets.UTF_8))
                .toList();
    }

    List<String> names() {
        return documents.stream().map(Document::fullName).toList();
    }
}
