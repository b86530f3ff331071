/// Built-in optimizers over a menu.
@NullMarked
package dev.nightjar.search;

import org.jspecify.annotations.NullMarked;
