package dev.nightjar.lab.source;

/// A name that a program uses: dotted as written or imported (`java.net.URI`, `System.getenv`), `.name` for a call on
/// any receiver (in Python also for an attribute, and `.name(…)` for the call), `new Random(constant)` and `new
/// Random()` for constructors, `extends Random` and `package a.b` for what Java declares, `package.*` for everything of
/// a package.
record Use(int line, String name) {}
