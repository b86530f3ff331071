package dev.nightjar.lab.source;

/// A name that a program uses: dotted as written or imported (`java.net.URI`, `System.getenv`), `.name` for a call on
/// any receiver,
/// `new Random(constant)` and `new Random()` for constructors, `package.*` for everything of a package.
record Use(int line, String name) {}
