/// The languages of editable files: their constants, their normalised syntax trees, and what a training program must
/// not use.
@NullMarked
package dev.nightjar.lab.source;

import org.jspecify.annotations.NullMarked;
