/// What a training program links: shards, loader, clock, checkpoint, model server, libtorch.
@NullMarked
package dev.nightjar.training;

import org.jspecify.annotations.NullMarked;
