package dev.nightjar.cli.engine;

import dev.nightjar.core.trial.Trial;
import dev.nightjar.execution.ModelServing;
import dev.nightjar.execution.ServedModel;
import dev.nightjar.judging.ModelServer;
import dev.nightjar.judging.ModelServers;
import dev.nightjar.sandbox.Ending;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalDouble;

/// The judge's servers, started as trials are.
record Servers(ModelServing serving) implements ModelServers {

    @Override
    public ModelServer start(Trial trial, Duration limit) {
        return new Served(serving.start(trial, limit));
    }

    @Override
    public long checkpointBytes(Trial trial) {
        return serving.checkpointBytes(trial);
    }

    private record Served(ServedModel model) implements ModelServer {

        @Override
        public OutputStream requests() {
            return model.requests();
        }

        @Override
        public InputStream answers() {
            return model.answers();
        }

        @Override
        public String lastWords() {
            return model.lastWords();
        }

        @Override
        public Accounts accounts() {
            return model.outcome()
                    .map(outcome -> new Accounts(
                            outcome.cpu()
                                    .map(time -> OptionalDouble.of(time.toNanos() / 1e9))
                                    .orElse(OptionalDouble.empty()),
                            outcome.ending() == Ending.OUT_OF_MEMORY))
                    .orElse(Accounts.UNKNOWN);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
