package dev.nightjar.cli.engine;

import dev.nightjar.agents.config.NightjarToml;
import dev.nightjar.agents.config.Settings;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.execution.Devices;
import dev.nightjar.lab.LabFolder;
import dev.nightjar.lab.run.RunFolder;
import java.nio.file.Path;

/// Where something trains or is served: on whose lab, with what of this machine, before whose eyes.
///
/// @param lab      with the settings of the run
/// @param patient  waits for a device that another lab uses, instead of refusing
/// @param unwalled whether the person said `--no-sandbox`
public record Workplace(Home home, LabFolder lab, boolean patient, boolean unwalled, Terminal terminal) {

    /// The lab's `nightjar.toml` over the person's.
    public static Settings settings(Path lab) {
        return NightjarToml.read(lab, NightjarToml.ofPerson(System.getenv(), System.getProperty("user.home")));
    }

    /// The right to use the device; waits for it if asked to.
    ///
    /// @param what it is for, shown to whoever finds the device in use
    Devices.Lease lease(String device, String what, Interruption interruption) {
        Devices devices = new Devices(home.cache());
        String holder = lab.lab().name() + "/" + what;
        return patient
                ? devices.await(Workbench.compute(device), holder, terminal::line, interruption)
                : devices.lease(Workbench.compute(device), holder);
    }

    /// What trials of the run need. Costs no device time.
    Workbench bench(RunFolder run, Event.RunStarted started) {
        return Workbench.open(home, lab, run, started, unwalled, terminal);
    }
}
