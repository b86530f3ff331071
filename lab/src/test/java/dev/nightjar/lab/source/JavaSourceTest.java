package dev.nightjar.lab.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.core.lab.KnobValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSourceTest {

    private static final String PROGRAM = """
            /** Trains. */
            class Train {
                // Knobs.
                static final int N_LAYER = 4; /* blocks */
                static final int TOTAL = 1_000_000, HEX = 0xFF;
                static final long SEED = 7L;
                static final float LR = 2e-2f;
                private static final double DECAY = 0.1;
                static final double SHIFT = -(0.5);
                static final float UNIT = 1;
                static final boolean TIED = false;
                static final String PRECISION = "fp32";
                static final int DERIVED = 2 * N_LAYER;
                static int notFinal = 3;
                final int notStatic = 3;

                static class Inner { static final int HIDDEN = 1; }

                static double f(double x) { return x * (DECAY + LR); }
            }
            """;

    private final JavaSource java = new JavaSource();

    @Test
    void constantsAreStaticFinalFieldsWithALiteral() {
        assertThat(java.constants(PROGRAM))
                .containsExactly(
                        Map.entry("N_LAYER", new KnobValue.Int(4)),
                        Map.entry("TOTAL", new KnobValue.Int(1_000_000)),
                        Map.entry("HEX", new KnobValue.Int(255)),
                        Map.entry("SEED", new KnobValue.Int(7)),
                        Map.entry("LR", new KnobValue.Real(0.02)),
                        Map.entry("DECAY", new KnobValue.Real(0.1)),
                        Map.entry("SHIFT", new KnobValue.Real(-0.5)),
                        Map.entry("UNIT", new KnobValue.Real(1)),
                        Map.entry("TIED", new KnobValue.Flag(false)),
                        Map.entry("PRECISION", new KnobValue.Text("fp32")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "N_LAYER | 6       | N_LAYER = 6; /* blocks */",
                "N_LAYER | -6      | N_LAYER = -6;",
                "TOTAL   | 5       | TOTAL = 5, HEX = 0xFF;",
                "HEX     | 16      | TOTAL = 1_000_000, HEX = 16;",
                "SEED    | 9       | SEED = 9L;",
                "LR      | 0.05    | LR = 0.05f;",
                "LR      | 1e-4    | LR = 1.0e-4f;",
                "DECAY   | 3       | DECAY = 3.0;",
                "DECAY   | 2.5e-9  | DECAY = 2.5e-9;",
                "SHIFT   | 0.25    | SHIFT = 0.25;",
                "UNIT    | 0.5     | UNIT = 0.5f;",
            })
    void aNumberKeepsItsType(String name, String value, String expected) {
        KnobValue number = value.matches("-?[0-9]+")
                ? new KnobValue.Int(Long.parseLong(value))
                : new KnobValue.Real(Double.parseDouble(value));
        String changed = java.rewrite(PROGRAM, Map.of(name, number));
        assertThat(changed.replace("(0.25)", "0.25")).contains(expected.replace("1.0e-4", "1e-4"));
        assertThat(java.constants(changed).get(name).number()).isEqualTo(number.number());
        assertThat(java.syntax(changed)).isEmpty();
    }

    @Test
    void onlyTheLiteralsChange() {
        String changed = java.rewrite(
                PROGRAM,
                Map.of(
                        "TIED", new KnobValue.Flag(true),
                        "PRECISION", new KnobValue.Text("bf\"16"),
                        "LR", new KnobValue.Real(0.5)));
        assertThat(changed)
                .isEqualTo(PROGRAM.replace("false", "true")
                        .replace("\"fp32\"", "\"bf\\\"16\"")
                        .replace("2e-2f", "0.5f"));
    }

    @Test
    void aConstantHoldsOnlyWhatItsTypeCan() {
        assertThatThrownBy(() -> java.rewrite(PROGRAM, Map.of("N_LAYER", new KnobValue.Real(2.5))))
                .hasMessageContaining("(N_LAYER) of type int cannot hold (2.5)");
        assertThatThrownBy(() -> java.rewrite(PROGRAM, Map.of("N_LAYER", new KnobValue.Int(1L << 40))))
                .hasMessageContaining("cannot hold");
        assertThatThrownBy(() -> java.rewrite(PROGRAM, Map.of("LR", new KnobValue.Real(Double.NaN))))
                .hasMessageContaining("cannot hold");
        assertThatThrownBy(() -> java.rewrite(PROGRAM, Map.of("LR", new KnobValue.Flag(true))))
                .hasMessageContaining("cannot hold");
        assertThatThrownBy(() -> java.rewrite(PROGRAM, Map.of("TIED", new KnobValue.Int(1))))
                .hasMessageContaining("cannot hold");
        assertThatThrownBy(() -> java.rewrite(PROGRAM, Map.of("DERIVED", new KnobValue.Int(1))))
                .hasMessageContaining("no constant (DERIVED)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "N_LAYER = 4; /* blocks */ | N_LAYER   =\t4; // four",
                "1_000_000 | 1000000",
                "0xFF | 255",
                "2e-2f | 0.02f",
                "2e-2f | 0.02F",
                "-(0.5) | - 0.5",
                "x * (DECAY + LR) | (x) * ((DECAY + LR))",
                "/** Trains. */ | ",
                "private static final | final static private",
            })
    void spellingDoesNotCount(String written, String otherwise) {
        String other = PROGRAM.replace(written, otherwise == null ? "" : otherwise);
        assertThat(other).isNotEqualTo(PROGRAM);
        assertThat(java.syntax(other)).isEmpty();
        assertThat(java.fingerprint(other)).isEqualTo(java.fingerprint(PROGRAM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "N_LAYER = 4 | N_LAYER = 5",
                "-(0.5) | 0.5",
                "x * (DECAY + LR) | x * DECAY + LR",
                "\"fp32\" | \"fp64\"",
                "return x * | return x /",
                "double f(double x) | float f(double x)",
                "int notFinal = 3 | long notFinal = 3",
                "static int notFinal | int notFinal",
                "class Inner { static | class Innner { static",
                "f(double x) | f(final double x)",
                "2e-2f | 2e-2",
            })
    void meaningCounts(String written, String otherwise) {
        String other = PROGRAM.replace(written, otherwise);
        assertThat(other).isNotEqualTo(PROGRAM);
        assertThat(java.fingerprint(other)).isNotEqualTo(java.fingerprint(PROGRAM));
    }

    @Test
    void statementsAreToldApart() {
        String loop = "class A { void f() { a: for (;;) { if (g()) break a; else continue a; } } }";
        for (String other : new String[] {
            loop.replace("break a", "break"),
            loop.replace("continue a", "continue"),
            loop.replace("for (;;)", "while (true)"),
            loop.replace("if (g()) break a; else continue a;", "if (g()) { break a; } continue a;"),
            loop.replace("g()", "this.g()"),
        }) {
            assertThat(java.fingerprint(other)).isNotEqualTo(java.fingerprint(loop));
        }
    }

    @Test
    void aSyntaxErrorHasItsLine() {
        assertThat(java.syntax(PROGRAM.replace("notStatic = 3;", "notStatic = 3")))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.line()).isEqualTo(15);
                    assertThat(problem.message()).contains("expected");
                });
        assertThat(java.syntax("")).isEmpty();
        assertThat(java.syntax("no program")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new ProcessBuilder(\"ls\").start();",
                "Runtime.getRuntime().exec(\"ls\");",
                "r.exec(\"ls\");",
                "new java.net.Socket();",
                "java.net.http.HttpClient c = null;",
                "var u = URI.create(\"x\");",
                "java.nio.file.Files.delete(p);",
                "Files.readString(p);",
                "new FileReader(\"x\");",
                "new java.io.File(\"x\");",
                "f.setAccessible(true);",
                "Class.forName(\"x\");",
                "var u = sun.misc.Unsafe.getUnsafe();",
                "System.loadLibrary(\"x\");",
                "java.lang.foreign.Arena a = null;",
                "ClassLoader.getSystemClassLoader();",
                "System.getenv(\"SEED\");",
                "java.util.function.Function<String, String> e = System::getenv;",
                "String s = java.lang.System.getProperty(\"x\");",
                "torch.manual_seed(4);",
                "new Random(42);",
                "new java.util.Random();",
                "double d = Math.random();",
                "java.util.function.DoubleSupplier d = Math::random;",
            })
    void forbiddenUsesAreFoundOnTheirLine(String statement) {
        String clean = "class A {\n    void f() {\n    }\n}\n";
        assertThat(java.forbidden(clean)).isEmpty();
        assertThat(java.forbidden(clean.replace("{\n    }", "{\n        " + statement + "\n    }")))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.nio.file.*;",
                "import java.net.URI;",
                "import static java.lang.System.getenv;",
                "import static java.lang.System.*;",
                "import static java.nio.file.Files.readString;",
                "import module java.base;",
                "import java.lang.reflect.Field;",
            })
    void forbiddenImportsAreFound(String line) {
        assertThat(java.forbidden(line + "\nclass A {}\n"))
                .hasSize(1)
                .first()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.io.IOException;",
                "import java.util.*;",
                "import java.util.Random;",
                "import dev.nightjar.training.Clock;",
            })
    void ordinaryImportsAreFine(String line) {
        assertThat(java.forbidden(line + "\nclass A { Random r = new Random(seed); int x = file.read(); }\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static final long SEED = 42; Random r = new Random(SEED);",
                "static final long SEED = 42; Random r = new Random(A.SEED + 1);",
                "static final int BASE = 1, SEED = -BASE; Random r = new java.util.Random((long) SEED);",
                "void f() { long s; s = 42; var r = new SplittableRandom(s); }",
                "static long s() { return 6 * 7; } Random r = new Random(s());",
                "Random r(long s) { return new Random(s); } Random x = r(42);",
                "A(long s) { var r = new Random(s); } static A a = new A(42);",
                "Random r = new Random(System.nanoTime());",
                "Random r = new Random(Long.MAX_VALUE);",
                "LongFunction<Random> r = Random::new;",
                "static class Lucky extends Random { Lucky() { super(42); } }",
            })
    void aFixedSeedIsFoundBehindNames(String members) {
        assertThat(java.forbidden("class A { %s }".formatted(members)))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).contains("its own randomness"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void f(Trial t) { var r = new Random(t.seed()); }",
                "void f(Trial t) { long s = t.seed() + 7; var r = new Random(s); }",
                "Random r(long s) { return new Random(s); } void f(Trial t) { r(t.seed()); }",
                "static final int SIZE = 3; void f(Trial t) { var r = new Random(t.seed() * SIZE); }",
                "void f() { var r = new Random(Trial.begin().seed()); }",
            })
    void theSeedOfTheEngineIsFine(String members) {
        assertThat(java.forbidden("class A { %s }".formatted(members))).isEmpty();
    }

    @Test
    void aConstantOfTwoClassesIsNone() {
        assertThat(java.constants("class A { static final int N = 1, M = 2; } class B { static final int N = 9; }"))
                .containsExactly(Map.entry("M", new KnobValue.Int(2)));
    }

    @Test
    void aProgramNestedWithoutEndIsNoProgram() {
        String deep = "class A { int x = %s1%s; }".formatted("(".repeat(20_000), ")".repeat(20_000));
        assertThat(java.syntax(deep))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("nested too deeply"));
        assertThat(java.forbidden(deep)).isEmpty();
    }
}
