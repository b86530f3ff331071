package dev.nightjar.training;

import org.bytedeco.pytorch.Tensor;

/// Rows to train on, on the device: 64-bit ids of shape `[rows, context]`; each target is the token after its
/// input.
public record Batch(Tensor inputs, Tensor targets) {}
