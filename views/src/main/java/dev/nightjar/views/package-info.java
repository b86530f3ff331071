/// Terminal and text: rendering only.
@NullMarked
package dev.nightjar.views;

import org.jspecify.annotations.NullMarked;
