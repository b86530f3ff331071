package dev.nightjar.agents.http;

import java.net.URI;
import java.util.Locale;

/// Whether a model shares the trials' device.
public enum Where {
    /// On this machine: asked between trials, never beside one.
    HERE,
    /// It may think while a trial trains.
    ELSEWHERE;

    /// A loopback address is here, anything else is not. No name is looked up.
    public static Where of(URI url) {
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        boolean here = host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]")
                || host.equals("0.0.0.0");
        return here ? HERE : ELSEWHERE;
    }
}
