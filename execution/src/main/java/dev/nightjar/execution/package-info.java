/// Trials on local devices: export, compile, pre-flight, train, under a supervisor.
@NullMarked
package dev.nightjar.execution;

import org.jspecify.annotations.NullMarked;
