package dev.nightjar.judging;

import java.io.InputStream;
import java.io.OutputStream;

/// Another server that ended before it said hello.
record Silent(ModelServer server) implements ModelServer {

    @Override
    public OutputStream requests() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream answers() {
        return InputStream.nullInputStream();
    }

    @Override
    public String lastWords() {
        return server.lastWords();
    }

    @Override
    public Accounts accounts() {
        return server.accounts();
    }

    @Override
    public void close() {
        server.close();
    }
}
