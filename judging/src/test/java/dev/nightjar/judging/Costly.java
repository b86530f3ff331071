package dev.nightjar.judging;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalDouble;

/// Another server, with the accounts that a test needs.
record Costly(ModelServer server, double processorSeconds) implements ModelServer {

    @Override
    public OutputStream requests() {
        return server.requests();
    }

    @Override
    public InputStream answers() {
        return server.answers();
    }

    @Override
    public String lastWords() {
        return server.lastWords();
    }

    @Override
    public Accounts accounts() {
        return new Accounts(OptionalDouble.of(processorSeconds), false);
    }

    @Override
    public void close() {
        server.close();
    }
}
