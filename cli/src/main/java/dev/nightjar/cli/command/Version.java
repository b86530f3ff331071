package dev.nightjar.cli.command;

import picocli.CommandLine.IVersionProvider;

/// The version in the jar's manifest.
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }

    /// As in `nightjar 0.1.0`.
    public static String line() {
        return "nightjar " + text();
    }

    /// As in `0.1.0`.
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
