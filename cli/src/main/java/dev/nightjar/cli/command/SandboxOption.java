package dev.nightjar.cli.command;

import picocli.CommandLine.Option;

/// `--no-sandbox`, for every command that starts a lab's program.
final class SandboxOption {

    @Option(
            names = "--no-sandbox",
            description = "Let the programs that are tried see and reach all that you do. Ledger and report say so.")
    private boolean open;

    boolean open() {
        return open;
    }
}
