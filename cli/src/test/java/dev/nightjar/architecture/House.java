package dev.nightjar.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The whole project as the rules see it: every class of every module, and every source file.
final class House {

    /// Read once: all modules are on this module's test class path.
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.nightjar");

    private House() {}

    /// The clone: the folder with the launcher.
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("nightjar")) || !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("No folder above (%s) holds the launcher."
                        .formatted(Path.of("").toAbsolutePath()));
            }
        }
        return folder;
    }

    /// Every Java file of the modules (main and tests), of the lab templates and of the benchmarks.
    static List<Path> sources() {
        return Stream.concat(
                        Stream.of(MavenModule.values()).map(module -> module.folder() + "/src"),
                        Stream.of("labs", "bench"))
                .map(root()::resolve)
                .filter(Files::isDirectory)
                .flatMap(House::javaFiles)
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
