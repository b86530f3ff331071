package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real processes over real pipes that do not keep to the protocol: refused, never waited for, never a number.
@Timeout(60)
final class MisbehavingServerTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            honest            |                | measured
            other_rows        | JUDGEMENT      | rows (15) instead of 16
            other_columns     | JUDGEMENT      | columns (31) instead of 32
            other_id          | JUDGEMENT      | id (
            nan               | JUDGEMENT      | (NaN)
            infinite          | JUDGEMENT      | (Infinity)
            infinite_logits   | JUDGEMENT      | The logit (Infinity)
            few_logits        | JUDGEMENT      | columns (32) instead of 33
            huge              | JUDGEMENT      | rows (4294967295) instead of 16
            twice             | JUDGEMENT      | answer
            one_more          | JUDGEMENT      | more than it was asked
            late              | JUDGEMENT      | no answer within 1.0 s
            late_audit        | JUDGEMENT      | no answer within 1.0 s
            deaf              | JUDGEMENT      | no answer within 1.0 s
            half              | JUDGEMENT      | no answer within 1.0 s
            dies              | JUDGEMENT      | ended after 0 of
            dies_in_audit     | JUDGEMENT      | ended after 0 of
            prints            | JUDGEMENT      | instead of "NJM1"
            never_loads       | SERVING_BUDGET | not loaded within 3.0 s
            floods            | JUDGEMENT      | instead of "NJM1"
            """)
    void getsNoNumber(String behaviour, String cause, String reason) throws IOException {
        Lab.Serving budget = new Lab.Serving(1 << 20, Duration.ofSeconds(3), Duration.ofSeconds(1), 3);
        Bench bench = new Bench(folder, 32, new Lab.Audits(64, 128), budget);
        Judgement judgement = bench.serving(() -> new PythonProcess(behaviour)).judged();
        if (cause == null) {
            assertThat(judgement).isInstanceOf(Judgement.Measured.class);
        } else {
            assertThat(judgement).isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
                assertThat(refused.reason()).contains(reason);
                assertThat(refused.cause()).isEqualTo(CrashReason.valueOf(cause));
            });
        }
        assertThat(bench.started)
                .allSatisfy(
                        server -> assertThat(((PythonProcess) server).gone()).isTrue());
    }

    /// `src/test/python/misbehaving.py` with one of its behaviours.
    private final class PythonProcess implements ModelServer {
        private final Process process;

        PythonProcess(String behaviour) {
            Path program = Path.of("src", "test", "python", "misbehaving.py").toAbsolutePath();
            try {
                process = new ProcessBuilder(List.of("python3", "-S", "-B", program.toString(), behaviour))
                        .redirectError(
                                Files.createTempFile(folder, "errors", "").toFile())
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public OutputStream requests() {
            return process.getOutputStream();
        }

        @Override
        public InputStream answers() {
            return process.getInputStream();
        }

        @Override
        public String lastWords() {
            return "";
        }

        @Override
        public Accounts accounts() {
            return Accounts.UNKNOWN;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }

        boolean gone() throws InterruptedException {
            return process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
