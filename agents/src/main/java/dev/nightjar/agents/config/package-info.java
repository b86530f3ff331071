/// `nightjar.toml`: which models there are, what they cost and may cost, and who proposes. In the lab, and under it in
/// the person's own configuration folder.
///
/// tomlj reads the TOML, as in `lab`, because it knows the line of every value. The two readers have the same manners
/// and no common code: adapters do not import each other, and this one reads two files at once.
@NullMarked
package dev.nightjar.agents.config;

import org.jspecify.annotations.NullMarked;
