package dev.nightjar.cli.engine;

import dev.nightjar.core.trial.Trial;
import dev.nightjar.execution.ModelServing;
import dev.nightjar.execution.ServedModel;
import dev.nightjar.judging.ModelServer;
import dev.nightjar.judging.ModelServers;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// The judge's servers, started as trials are.
record Servers(ModelServing serving) implements ModelServers {

    @Override
    public ModelServer start(Trial trial, Duration limit) {
        return new Served(serving.start(trial, limit));
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
        public void close() {
            model.close();
        }
    }
}
