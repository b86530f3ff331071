/// Starting, limiting and killing a tree of processes. Knows no trials.
@NullMarked
package dev.nightjar.sandbox;

import org.jspecify.annotations.NullMarked;
