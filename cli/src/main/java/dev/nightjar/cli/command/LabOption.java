package dev.nightjar.cli.command;

import dev.nightjar.core.error.UserError;
import dev.nightjar.lab.LabFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--lab DIR`, for every command that works on a lab.
final class LabOption {

    /// The folder that `run` makes where there is no lab yet.
    static final String DEFAULT = "nightjar-gpt";

    @Option(
            names = "--lab",
            paramLabel = "DIR",
            description = "The lab's folder. Without it: the lab you are in, else ./" + DEFAULT + ".")
    private @Nullable Path lab;

    /// `--lab`, else the working folder or one above it that is a lab, else `./nightjar-gpt`.
    Path folder() {
        Path here = Path.of("").toAbsolutePath();
        if (lab != null) {
            return here.resolve(lab).normalize();
        }
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (LabFolder.isLab(folder)) {
                return folder;
            }
        }
        return here.resolve(DEFAULT);
    }

    /// Whether there is no lab yet where `run` would make the default one.
    boolean missing() {
        return lab == null && !LabFolder.isLab(folder());
    }

    LabFolder open() {
        Path folder = folder();
        if (!LabFolder.isLab(folder)) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "There is no lab in %s: it has no lab.toml.".formatted(folder),
                    "the folder is another one (--lab DIR), or \"nightjar run\" should make the default lab first.");
        }
        return LabFolder.open(folder);
    }
}
