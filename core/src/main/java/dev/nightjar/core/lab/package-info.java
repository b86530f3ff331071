/// What a person sets up: the lab's definition and its menu of knobs.
@NullMarked
package dev.nightjar.core.lab;

import org.jspecify.annotations.NullMarked;
