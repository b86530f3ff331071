package dev.nightjar.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.RailContext;
import dev.nightjar.core.rails.RailName;
import dev.nightjar.core.rails.Rails;
import dev.nightjar.core.rails.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The lab that `init --template command` makes, through the rails and in a trial.
class ShippedLabTest {

    private static final Pattern METRIC = Pattern.compile("METRIC bits_per_byte=([0-9.]+)");

    private final LabFolder lab = LabFolder.open(Path.of("..", "labs", "command"));
    private final String source = read(lab.lab().editable());

    private String read(String file) {
        try {
            return Files.readString(lab.path().resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Verdict check(Map<String, KnobValue> changes) {
        RailContext context = new RailContext(
                lab.lab(),
                lab.menu(),
                lab.language(),
                source,
                lab.bind(source),
                Map.of(lab.language().fingerprint(source), 0));
        return Rails.check(new Proposal.KnobChange(changes, "a test"), context);
    }

    private static void blocked(Verdict verdict, RailName rail) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Blocked.class, block -> assertThat(block.rail()).isEqualTo(rail));
    }

    @Test
    void everyKnobTurnsOneLine() {
        Map<String, KnobValue> changes = Map.of(
                "max_order", new KnobValue.Int(4),
                "learning_rate", new KnobValue.Real(0.003),
                "word_model", new KnobValue.Flag(true),
                "weight_set", new KnobValue.Text("bits"));
        assertThat(check(changes))
                .isInstanceOfSatisfying(
                        Verdict.Passed.class,
                        passed -> assertThat(passed.candidate().text())
                                .isEqualTo(source.replace("MAX_ORDER = 3;", "MAX_ORDER = 4;")
                                        .replace("LEARNING_RATE = 0.01;", "LEARNING_RATE = 0.003;")
                                        .replace("WORD_MODEL = false;", "WORD_MODEL = true;")
                                        .replace("WEIGHT_SET = \"one\";", "WEIGHT_SET = \"bits\";")));
    }

    @Test
    void theRailsKnowItsLimits() {
        blocked(check(Map.of("max_order", new KnobValue.Int(9))), RailName.RANGE);
        blocked(check(Map.of("table_bits", new KnobValue.Int(18))), RailName.CROSS);
        blocked(check(Map.of("max_order", new KnobValue.Int(3))), RailName.NOOP);
        blocked(check(Map.of("depth", new KnobValue.Int(3))), RailName.MENU);
    }

    @Test
    void aTrialPrintsTheMetricThatItsReadmeNames() throws Exception {
        List<String> command = new ArrayList<>(lab.lab().train().command());
        assertThat(command.getFirst()).isEqualTo("java");
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Process trial = new ProcessBuilder(command)
                .directory(lab.path().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(trial.waitFor()).as(said).isZero();
        assertThat(metric(said)).isEqualTo(metric(read("README.md")), within(1e-4));
    }

    private static double metric(String text) {
        Matcher matcher = METRIC.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
