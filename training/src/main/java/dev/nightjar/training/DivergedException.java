package dev.nightjar.training;

/// The training loss is not a number any more, or worse than knowing nothing: going on would waste the budget.
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DivergedException(double loss, double limit, long step) {
        super(
                "The loss (%s) at step %d is above %.1f or no number.%nMaybe a learning rate is too high or the warm-up too short."
                        .formatted(loss, step, limit));
    }
}
