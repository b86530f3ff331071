/// Doubles of the ports, for the tests of the loop and the rails: nothing here touches a disk or a process.
@NullMarked
package dev.nightjar.core.scripted;

import org.jspecify.annotations.NullMarked;
