/// The rules of docs/designs/architecture.md and CONTRIBUTING.md that a machine can hold. ArchUnit reads the classes of
/// every module; the sources are read as text.
@NullMarked
package dev.nightjar.architecture;

import org.jspecify.annotations.NullMarked;
