/// The red team of the rails: cases of what a model might say, and whether the rails take them as they should.
@NullMarked
package dev.nightjar.cli.bench.rails;

import org.jspecify.annotations.NullMarked;
