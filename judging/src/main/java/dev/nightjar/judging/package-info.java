/// The metric of a finished trial, measured outside the process that trained.
@NullMarked
package dev.nightjar.judging;

import org.jspecify.annotations.NullMarked;
