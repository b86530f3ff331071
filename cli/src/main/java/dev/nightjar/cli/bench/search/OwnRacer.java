package dev.nightjar.cli.bench.search;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.proposal.Optimizer;
import dev.nightjar.core.proposal.Optimizer.Observation;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.search.Proposers;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One of Nightjar's optimizers, used as a run uses it: made anew for each question and told everything.
final class OwnRacer implements Racer {

    private final String optimizer;
    private final Menu menu;
    private final long seed;
    private final List<List<Observation>> earlier;
    private final List<Observation> told = new ArrayList<>();

    OwnRacer(String optimizer, Menu menu, long seed) {
        this(optimizer, menu, seed, List.of());
    }

    /// @param earlier runs that it may learn from
    OwnRacer(String optimizer, Menu menu, long seed, List<List<Observation>> earlier) {
        this.earlier = earlier;
        this.optimizer = optimizer;
        this.menu = menu;
        this.seed = seed;
    }

    @Override
    public Configuration ask(Configuration incumbent) {
        Optimizer asked = Proposers.optimizer(optimizer, menu, Direction.LOWER, OptionalInt.empty(), seed, told.size());
        earlier.forEach(asked::recall);
        told.forEach(asked::tell);
        return incumbent.with(asked.ask(incumbent));
    }

    @Override
    public void tell(Configuration configuration, Problem.Answer answer) {
        told.add(
                answer.value().isPresent()
                        ? new Observation.Measured(configuration, answer.value().getAsDouble(), answer.usage())
                        : new Observation.Failed(configuration, cause(answer.failure())));
    }

    /// Everything that it was told.
    List<Observation> told() {
        return List.copyOf(told);
    }

    private static Optional<CrashReason> cause(String failure) {
        return switch (failure) {
            case "oom" -> Optional.of(CrashReason.OUT_OF_MEMORY);
            case "timeout" -> Optional.of(CrashReason.TIME_LIMIT);
            case "diverged" -> Optional.of(CrashReason.DIVERGED);
            default -> Optional.empty();
        };
    }

    @Override
    public long nanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() {}
}
