/// The referee of `bench integrity`: runs every program and proposal below `bench/integrity/` through the real parts of
/// an engine and compares what became of it with what must.
@NullMarked
package dev.nightjar.cli.integrity;

import org.jspecify.annotations.NullMarked;
