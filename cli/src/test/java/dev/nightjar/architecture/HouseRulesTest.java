package dev.nightjar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    private static final int MOST_LINES = 400;
    private static final int MOST_LINES_OF_A_TRAINING_PROGRAM = 700;
    private static final int MOST_LINES_OF_THE_MEDIAN = 90;

    @Test
    void onlyTheCommandsAndTheTrainingLinesPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(MavenModule.CLI.packages(), MavenModule.TRAINING.packages())
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(House.CLASSES);
    }

    @Test
    void aNameSaysWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](\\w*[a-z0-9])?(Manager|Helper|Utils?|Impl|Data|Info)([A-Z]\\w*)?")
                .because("such a name fits every class")
                .check(House.CLASSES);
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (Path file : House.sources()) {
            long lines = lines(file);
            lengths.add(lines);
            boolean program = file.getFileName().toString().equals("Train.java");
            if (lines > (program ? MOST_LINES_OF_A_TRAINING_PROGRAM : MOST_LINES)) {
                tooLong.add("%s has %d lines".formatted(House.root().relativize(file), lines));
            }
        }
        assertThat(tooLong).isEmpty();
        assertThat(lengths).hasSizeGreaterThan(100);
        assertThat(lengths.stream().sorted().toList().get(lengths.size() / 2))
                .as("lines of the median file")
                .isLessThanOrEqualTo(MOST_LINES_OF_THE_MEDIAN);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        List<Path> packages = House.sources().stream()
                .filter(file -> !file.startsWith(House.root().resolve("labs")))
                .filter(file -> file.toString().contains("src/main/java/"))
                .map(Path::getParent)
                .distinct()
                .toList();
        List<Path> unmarked = new ArrayList<>();
        for (Path folder : packages) {
            Path description = folder.resolve("package-info.java");
            if (!Files.exists(description) || !Files.readString(description).contains("@NullMarked")) {
                unmarked.add(House.root().relativize(folder));
            }
        }
        assertThat(unmarked).isEmpty();
        assertThat(packages).hasSizeGreaterThanOrEqualTo(MavenModule.values().length);
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
