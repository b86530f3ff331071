package dev.nightjar.lab.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.KnobValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSourceTest {

    private static final String PROGRAM = """
            \"""Trains. É\"""
            import os

            DEPTH = 8  # blocks
            É = "ü"; LR = 3e-4
            SHIFT: float = -0.5
            TOTAL = 1_000_000
            TIED = True
            OPTIMIZER = 'adamw'
            DERIVED = 2 * DEPTH
            TWICE = 1
            TWICE = 2
            LATER = 1
            if DEPTH > 4:
                LATER = 2

            def f(x):
                LOCAL = 3
                return x * (DEPTH + LR)
            """;

    private final PythonSource python = new PythonSource("python3");

    @Test
    void constantsAreNamesBoundOnceToALiteral() {
        assertThat(python.constants(PROGRAM))
                .containsExactly(
                        Map.entry("DEPTH", new KnobValue.Int(8)),
                        Map.entry("É", new KnobValue.Text("ü")),
                        Map.entry("LR", new KnobValue.Real(3e-4)),
                        Map.entry("SHIFT", new KnobValue.Real(-0.5)),
                        Map.entry("TOTAL", new KnobValue.Int(1_000_000)),
                        Map.entry("TIED", new KnobValue.Flag(true)),
                        Map.entry("OPTIMIZER", new KnobValue.Text("adamw")));
    }

    @Test
    void onlyTheLiteralsChange() {
        Map<String, KnobValue> values = Map.of(
                "DEPTH", new KnobValue.Int(12),
                "LR", new KnobValue.Real(0.02),
                "SHIFT", new KnobValue.Int(1),
                "TIED", new KnobValue.Flag(false),
                "OPTIMIZER", new KnobValue.Text("muon"));
        String changed = python.rewrite(PROGRAM, values);
        assertThat(changed)
                .isEqualTo(PROGRAM.replace("DEPTH = 8", "DEPTH = 12")
                        .replace("3e-4", "0.02")
                        .replace("-0.5", "1.0")
                        .replace("True", "False")
                        .replace("'adamw'", "\"muon\""));
        assertThat(python.syntax(changed)).isEmpty();
    }

    @Test
    void otherLineEndsDoNotShiftPositions() {
        String windows = PROGRAM.replace("\n", "\r\n");
        assertThat(python.rewrite(windows, Map.of("LR", new KnobValue.Real(0.5))))
                .isEqualTo(windows.replace("3e-4", "0.5"));
    }

    @Test
    void aConstantHoldsOnlyWhatItsTypeCan() {
        assertThat(python.rewrite(PROGRAM, Map.of("DEPTH", new KnobValue.Real(0.5))))
                .contains("DEPTH = 0.5  #");
        assertThatThrownBy(() -> python.rewrite(PROGRAM, Map.of("TIED", new KnobValue.Int(1))))
                .hasMessageContaining("cannot hold (1)");
        assertThatThrownBy(() -> python.rewrite(PROGRAM, Map.of("LR", new KnobValue.Text("x"))))
                .hasMessageContaining("cannot hold (x)");
        assertThatThrownBy(() -> python.rewrite(PROGRAM, Map.of("LR", new KnobValue.Real(Double.POSITIVE_INFINITY))))
                .hasMessageContaining("cannot hold");
        assertThatThrownBy(() -> python.rewrite(PROGRAM, Map.of("TWICE", new KnobValue.Int(1))))
                .hasMessageContaining("no constant (TWICE)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DEPTH = 8  # blocks | DEPTH   =  (8)",
                "1_000_000 | 1000000",
                "3e-4 | 0.0003",
                "'adamw' | \"adamw\"",
                "Trains. | Learns.",
                "x * (DEPTH + LR) | ((x) * (DEPTH+LR))",
            })
    void spellingDoesNotCount(String written, String otherwise) {
        assertThat(python.fingerprint(PROGRAM.replace(written, otherwise))).isEqualTo(python.fingerprint(PROGRAM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DEPTH = 8 | DEPTH = 9",
                "x * (DEPTH + LR) | x * DEPTH + LR",
                "LOCAL = 3 | LOCAL = 3.0",
                "'adamw' | 'adam'",
            })
    void meaningCounts(String written, String otherwise) {
        String other = PROGRAM.replace(written, otherwise);
        assertThat(other).isNotEqualTo(PROGRAM);
        assertThat(python.fingerprint(other)).isNotEqualTo(python.fingerprint(PROGRAM));
    }

    @Test
    void aSyntaxErrorHasItsLine() {
        assertThat(python.syntax(PROGRAM)).isEmpty();
        assertThat(python.syntax("x = 1\ndef f(:\n"))
                .hasValueSatisfying(problem -> assertThat(problem.line()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import subprocess",
                "import os as o; o.system('ls')",
                "from os import environ",
                "from os import *",
                "open('x')",
                "e = eval",
                "import urllib.request",
                "torch.manual_seed(1)",
                "import numpy as np; np.random.seed(0)",
                "import numpy as np; r = np.random.default_rng(7)",
                "().__class__.__subclasses__()",
                "__import__('x')",
                "from torch import manual_seed",
                "seed = torch.manual_seed",
                "f.__globals__['x'] = 1",
                "getattr(os, 'system')('ls')",
                "getattr(os, 'sys' + 'tem')('ls')",
                "from subprocess import *",
                "import random; random.Random(1)",
                "time.monotonic = None",
                "import numpy as n; s = 40 + 2; n.random.default_rng(s)",
                "import numpy as n; (lambda: n.random.default_rng(int(time.time())))()",
            })
    void forbiddenUsesAreFoundOnTheirLine(String statement) {
        assertThat(python.forbidden("x = 1\n")).isEmpty();
        assertThat(python.forbidden("x = 1\n" + statement + "\n"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(2));
    }

    @Test
    void ordinaryTrainingCodeIsFine() {
        assertThat(python.forbidden("""
                import math, time
                import torch
                import torch.nn as nn
                from torch.nn import functional as F

                class Net(nn.Module):
                    def forward(self, x):
                        return F.relu(self.layer(x))

                net = Net().to("cuda")
                net.load_state_dict(state)
                net.eval()
                net = torch.compile(net)
                torch.backends.cudnn.benchmark = True
                noise = np.random.default_rng(trial.seed() + DEPTH)
                act = getattr(F, "gelu")
                print(f"METRIC loss={loss:.6f}")
                """)).isEmpty();
    }

    @Test
    void aPythonThatIsNotThereIsSaid() {
        PythonSource none = new PythonSource("/nowhere/python3");
        assertThatThrownBy(() -> none.syntax("x = 1"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.ENVIRONMENT))
                .hasMessageContaining("(/nowhere/python3)");
    }

    @Test
    void thePythonThatWouldRunTheProgramParsesIt() {
        assertThat(PythonSource.interpreter(List.of("/opt/bin/python3.12", "train.py")))
                .isEqualTo("/opt/bin/python3.12");
        assertThat(PythonSource.interpreter(List.of("python3.11"))).isEqualTo("python3.11");
        assertThat(PythonSource.interpreter(List.of(".venv/bin/python", "train.py")))
                .isEqualTo("python3");
        assertThat(PythonSource.interpreter(List.of("uv", "run", "train.py"))).isEqualTo("python3");
    }
}
