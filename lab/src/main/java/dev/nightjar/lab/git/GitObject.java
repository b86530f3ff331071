package dev.nightjar.lab.git;

import java.nio.charset.StandardCharsets;

/// An object of a repository: `commit`, `tree` or `blob`.
record GitObject(String id, String type, byte[] content) {

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
