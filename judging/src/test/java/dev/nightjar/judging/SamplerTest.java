package dev.nightjar.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Logits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplerTest {

    private static final int VOCABULARY = 5;
    private static final int CONTEXT = 8;

    @Test
    void samplesTheLikeliestTokenAtTemperatureZeroUpToTheEndOfTheDocument() throws IOException {
        List<Integer> written = new ArrayList<>();
        // After token t comes t + 1: the model of somebody who counts.
        PipedServer server = new PipedServer(new Hello(VOCABULARY, CONTEXT), (request, writer, _) -> {
            AuditRequest audit = (AuditRequest) request;
            float[] logits = new float[VOCABULARY];
            logits[(audit.tokens()[audit.positions()[0]] + 1) % VOCABULARY] = 1;
            writer.write(new Logits(request.id(), 1, VOCABULARY, logits));
        });
        new Sampler(CONTEXT, 4, 0, 1).write(server, new int[] {0, 1}, 50, written::add);
        assertThat(written).containsExactly(2, 3);
    }
}
