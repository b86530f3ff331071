package dev.nightjar.cli.proposing;

import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.Scaffold;

/// A model that a run may ask.
///
/// @param elsewhere whether it thinks without the trials' device
record Voice(Model model, Scaffold scaffold, boolean elsewhere) {

    /// Where a run's models come from: endpoints, or a transcript.
    interface Cast {
        Voice voice(String name);
    }
}
