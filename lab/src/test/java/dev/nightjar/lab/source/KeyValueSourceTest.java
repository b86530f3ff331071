package dev.nightjar.lab.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.KnobValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyValueSourceTest {

    private static final String SETTINGS = """
            #!/bin/sh
            # Depth of the model.
            DEPTH=8
            export LR=3e-4   # rate
            name: "a b"
            MODE = fast
            tied = true
            PATH=$HOME/bin
            TWICE=1
            TWICE=2
            run --depth $DEPTH
            """;

    private final KeyValueSource settings = new KeyValueSource();

    @Test
    void constantsAreLinesWithOneLiteral() {
        assertThat(settings.constants(SETTINGS))
                .containsExactly(
                        Map.entry("DEPTH", new KnobValue.Int(8)),
                        Map.entry("LR", new KnobValue.Real(3e-4)),
                        Map.entry("name", new KnobValue.Text("a b")),
                        Map.entry("MODE", new KnobValue.Text("fast")),
                        Map.entry("tied", new KnobValue.Flag(true)));
    }

    @Test
    void onlyTheLiteralsChange() {
        Map<String, KnobValue> values = Map.of(
                "DEPTH", new KnobValue.Int(12),
                "LR", new KnobValue.Int(1),
                "name", new KnobValue.Text("c"),
                "MODE", new KnobValue.Text("slow"));
        assertThat(settings.rewrite(SETTINGS, values))
                .isEqualTo(SETTINGS.replace("DEPTH=8", "DEPTH=12")
                        .replace("3e-4", "1.0")
                        .replace("\"a b\"", "\"c\"")
                        .replace("fast", "slow"));
        assertThatThrownBy(() -> settings.rewrite(SETTINGS, Map.of("name", new KnobValue.Text("x\"; rm"))))
                .hasMessageContaining("cannot hold");
        assertThatThrownBy(() -> settings.rewrite(SETTINGS, Map.of("PATH", new KnobValue.Text("x"))))
                .hasMessageContaining("no constant (PATH)");
    }

    @Test
    void commentsAndSpellingDoNotCount() {
        String other = SETTINGS.replace("# Depth of the model.\n", "\n")
                .replace("3e-4   # rate", "0.0003")
                .replace("DEPTH=8", "DEPTH = 8");
        assertThat(settings.fingerprint(other)).isEqualTo(settings.fingerprint(SETTINGS));
        assertThat(settings.fingerprint(SETTINGS.replace("=8", "=9"))).isNotEqualTo(settings.fingerprint(SETTINGS));
        assertThat(settings.fingerprint(SETTINGS.replace("run --depth", "run --width")))
                .isNotEqualTo(settings.fingerprint(SETTINGS));
    }

    @Test
    void theEndingChoosesTheLanguage() {
        assertThat(SourceLanguages.of("src/Train.java", List.of("java"))).isInstanceOf(JavaSource.class);
        assertThat(SourceLanguages.of("train.py", List.of("python3", "train.py")))
                .isInstanceOf(PythonSource.class);
        assertThat(SourceLanguages.of("knobs.properties", List.of("make"))).isInstanceOf(KeyValueSource.class);
        assertThatThrownBy(() -> SourceLanguages.of("train.cc", List.of("make")))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.LAB))
                .hasMessageContaining("(train.cc)")
                .hasMessageContaining(".properties file");
    }
}
