package dev.nightjar.training;

import org.bytedeco.pytorch.Tensor;

/// A trained model, as it is served.
@FunctionalInterface
public interface LanguageModel {

    /// The logits after each token.
    ///
    /// @param tokens 64-bit ids on the device, `[rows, context]`
    /// @return `[rows, context, vocabulary]`, of any floating type, before any softmax; the logits at a
    ///     position depend on the tokens up to it only
    Tensor logits(Tensor tokens);
}
