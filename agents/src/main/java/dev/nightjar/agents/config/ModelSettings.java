package dev.nightjar.agents.config;

import dev.nightjar.agents.http.Endpoint;
import dev.nightjar.agents.http.Where;
import dev.nightjar.agents.model.Scaffold;

/// One model that a run may ask.
public record ModelSettings(Endpoint endpoint, Scaffold scaffold) {

    /// A model on this machine is taken for a small one.
    public static ModelSettings usual(Endpoint endpoint) {
        return new ModelSettings(endpoint, endpoint.where() == Where.HERE ? Scaffold.SMALL : Scaffold.LARGE);
    }

    public String name() {
        return endpoint.name();
    }
}
