/// What people look at: lines on a terminal, reports, pictures. Rendering only; what the numbers mean is
/// decided in `analysis`.
@NullMarked
package dev.nightjar.views;

import org.jspecify.annotations.NullMarked;
