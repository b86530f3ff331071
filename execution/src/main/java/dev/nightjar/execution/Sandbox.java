package dev.nightjar.execution;

import java.nio.file.Path;
import java.util.List;

/// Everything that a run starts is behind walls; `docs/reference/sandbox.md` lists what each process sees.
///
/// @param readable what the lab lets its own commands read beyond that: `[sandbox] read` of `lab.toml`, absolute
public record Sandbox(List<Path> readable) {
    public Sandbox {
        readable = List.copyOf(readable);
    }
}
