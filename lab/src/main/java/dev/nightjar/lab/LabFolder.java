package dev.nightjar.lab;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.rails.SourceLanguage;
import dev.nightjar.core.rails.SourceLanguage.Problem;
import dev.nightjar.lab.source.SourceLanguages;
import dev.nightjar.lab.toml.LabFile;
import dev.nightjar.lab.toml.MenuBinding;
import dev.nightjar.lab.toml.MenuFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A lab as its person wrote it.
///
/// @param path the folder, with links resolved
public record LabFolder(Path path, Lab lab, Menu menu, SourceLanguage language) {

    /// Whether a folder is meant to be a lab.
    public static boolean isLab(Path folder) {
        return Files.isRegularFile(folder.resolve(LabFile.NAME));
    }

    /// @throws UserError of kind `LAB` or `MENU` for whatever is wrong with `lab.toml` or `menu.toml`
    public static LabFolder open(Path folder) {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "There is no folder (%s).".formatted(folder),
                    "the path has a typing error.",
                    e);
        }
        Lab lab = LabFile.read(real);
        return new LabFolder(
                real,
                lab,
                menu(real, lab),
                SourceLanguages.of(lab.editable(), lab.train().command()));
    }

    /// With `scope = "edit"` a menu may be missing: then every proposal is an edit.
    private static Menu menu(Path folder, Lab lab) {
        boolean needed = switch (lab.scope()) {
            case KNOB -> true;
            case EDIT -> Files.exists(folder.resolve(MenuFile.NAME));
        };
        Menu menu = needed ? MenuFile.read(folder) : new Menu(List.of(), List.of());
        if (menu.knobs().isEmpty() && lab.scope() == Scope.KNOB) {
            throw new UserError(
                    UserError.Kind.MENU,
                    "%s has no knob, and scope = \"knob\" lets proposals change nothing else."
                            .formatted(folder.resolve(MenuFile.NAME)),
                    "a table such as [knobs.lr] is missing, or scope = \"edit\" is meant.");
        }
        return menu;
    }

    /// The same with the settings of one run.
    public LabFolder with(Lab settings) {
        return new LabFolder(path, settings, menu, language);
    }

    /// The configuration of the editable file's text `source`.
    ///
    /// @throws UserError of kind `LAB` if it is no program, of kind `MENU` if the menu does not fit it
    public Configuration bind(String source) {
        Optional<Problem> problem = language.syntax(source);
        if (problem.isPresent()) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "%s, line %d: %s"
                            .formatted(
                                    path.resolve(lab.editable()),
                                    problem.get().line(),
                                    problem.get().message()),
                    "a change to it was committed half done.");
        }
        return new MenuBinding(path, menu, language, lab.editable()).bind(source);
    }
}
