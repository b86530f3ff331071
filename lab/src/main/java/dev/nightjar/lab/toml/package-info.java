/// `lab.toml` and `menu.toml`: read strictly, with the line of whatever is wrong. tomlj because it keeps positions and
/// is the
/// only TOML reader for Java that does; EvalEx for the conditions between knobs, because it evaluates nothing but
/// expressions.
@NullMarked
package dev.nightjar.lab.toml;

import org.jspecify.annotations.NullMarked;
