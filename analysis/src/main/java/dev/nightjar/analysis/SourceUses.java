package dev.nightjar.analysis;

import dev.nightjar.core.ledger.Event.Proposed;
import dev.nightjar.core.ledger.ExperimentStatus;
import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.RunState;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Adds up who proposed what.
public final class SourceUses {

    private SourceUses() {}

    /// One for each proposer of a run, the busiest first.
    public static List<SourceUse> of(RunState state) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (Experiment experiment : state.experiments()) {
            experiment
                    .tries()
                    .forEach(one ->
                            sums.computeIfAbsent(one.proposer(), _ -> new Sum()).add(one));
            for (Refusal refusal : experiment.refusals()) {
                refusal.rail().ifPresent(rail -> sum(sums, refusal.by()).blocked.merge(rail, 1, Integer::sum));
            }
            Sum last = sum(sums, experiment.proposed().proposer());
            last.experiments++;
            experiment.blocked().ifPresent(block -> last.blocked.merge(block.rail(), 1, Integer::sum));
            end(experiment, state, last);
        }
        return uses(sums).stream()
                .sorted(Comparator.comparingInt(SourceUse::tries).reversed().thenComparing(SourceUse::by))
                .toList();
    }

    private static void end(Experiment experiment, RunState state, Sum sum) {
        Optional<ExperimentStatus> status = experiment.status();
        if (status.equals(Optional.of(ExperimentStatus.CRASH))) {
            sum.crashed++;
        }
        if (status.equals(Optional.of(ExperimentStatus.KEEP))) {
            sum.kept++;
            OptionalDouble reference = experiment.decided().orElseThrow().reference();
            if (experiment.metric().isPresent() && reference.isPresent()) {
                sum.gain += state.run().direction().gain(experiment.metric().getAsDouble(), reference.getAsDouble());
            }
        }
    }

    private static Sum sum(Map<String, Sum> sums, String by) {
        return sums.computeIfAbsent(by, _ -> new Sum());
    }

    private static Collection<SourceUse> uses(Map<String, Sum> sums) {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().use(entry.getKey()))
                .toList();
    }

    private static final class Sum {

        private final Map<RailName, Integer> blocked = new EnumMap<>(RailName.class);
        private int experiments;
        private int tries;
        private int crashed;
        private int kept;
        private double gain;
        private long tokensIn;
        private long tokensOut;
        private long tokensCached;
        private double cost;
        private double waited;
        private double hidden;

        void add(Proposed one) {
            tries++;
            waited += one.seconds();
            if (one.account().isPresent()) {
                Account account = one.account().get();
                tokensIn += account.tokensIn();
                tokensOut += account.tokensOut();
                tokensCached += account.tokensCached();
                cost += account.cost();
                hidden += Math.max(0, account.latencySeconds() - one.seconds());
            }
        }

        SourceUse use(String by) {
            return new SourceUse(
                    by,
                    experiments,
                    tries,
                    blocked,
                    crashed,
                    kept,
                    gain,
                    tokensIn,
                    tokensOut,
                    tokensCached,
                    cost,
                    waited,
                    hidden);
        }
    }
}
