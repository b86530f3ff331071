package dev.nightjar.training;

import dev.nightjar.wire.frames.AuditRequest;
import dev.nightjar.wire.frames.FrameLimit;
import dev.nightjar.wire.frames.FrameReader;
import dev.nightjar.wire.frames.FrameWriter;
import dev.nightjar.wire.frames.Hello;
import dev.nightjar.wire.frames.Logits;
import dev.nightjar.wire.frames.Request;
import dev.nightjar.wire.frames.ScoreRequest;
import dev.nightjar.wire.frames.Scored;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Answers score and audit frames with a model.
///
/// Every pass through the model has one shape, `[PASS, T]`: rows of a request are cut into passes and the last
/// one is filled up with BOS. So a row's logits do not depend on where it stands in which request, and a claim
/// and its audit agree to the last bit.
public final class ModelServer {

    private static final int PASS = 16;
    private static final int MOST_ROWS = 1 << 16;

    private final LanguageModel model;
    private final int vocabulary;
    private final int longestContext;
    private final int bos;
    private final Device device;

    /// @param longestContext of the requests that it accepts
    public ModelServer(LanguageModel model, int vocabulary, int longestContext, int bos, Device device) {
        this.model = model;
        this.vocabulary = vocabulary;
        this.longestContext = longestContext;
        this.bos = bos;
        this.device = device;
    }

    /// Says hello, then answers requests until the input ends.
    ///
    /// @throws IOException if a request is not as agreed, or the other side is gone
    public void serve(InputStream requests, OutputStream answers) throws IOException {
        FrameReader reader = new FrameReader(new BufferedInputStream(requests, 1 << 16));
        FrameWriter writer = new FrameWriter(answers);
        FrameLimit limit = new FrameLimit(MOST_ROWS, longestContext, vocabulary);
        try (AutoGradMode _ = new AutoGradMode(false)) {
            writer.write(new Hello(vocabulary, longestContext));
            for (Optional<Request> next = reader.request(limit); next.isPresent(); next = reader.request(limit)) {
                switch (next.get()) {
                    case ScoreRequest request -> writer.write(score(request));
                    case AuditRequest request -> writer.write(audit(request));
                }
            }
        }
    }

    private Scored score(ScoreRequest request) {
        float[] losses = new float[request.rows() * request.context()];
        for (int from = 0; from < request.rows(); from += PASS) {
            int rows = Math.min(PASS, request.rows() - from);
            try (PointerScope _ = new PointerScope()) {
                Tensor targets = tokens(request, from, 1);
                Tensor logProbabilities = torch.log_softmax(logits(request, from), -1);
                Tensor nats = logProbabilities.gather(2, targets.unsqueeze(2)).neg();
                copy(nats, losses, from * request.context(), rows * request.context());
            }
        }
        return new Scored(request.id(), request.rows(), request.context(), losses);
    }

    private Logits audit(AuditRequest request) {
        float[] logits = new float[request.rows() * vocabulary];
        for (int from = 0; from < request.rows(); from += PASS) {
            int rows = Math.min(PASS, request.rows() - from);
            try (PointerScope _ = new PointerScope()) {
                Tensor all = logits(request, from);
                for (int row = 0; row < rows; row++) {
                    Tensor one = all.select(0, row).select(0, request.positions()[from + row]);
                    copy(one, logits, (from + row) * vocabulary, vocabulary);
                }
            }
        }
        return new Logits(request.id(), request.rows(), vocabulary, logits);
    }

    /// fp32 logits `[PASS, T, vocabulary]` of the rows from `from` on.
    private Tensor logits(Request request, int from) {
        Tensor logits = model.logits(tokens(request, from, 0));
        long[] shape = logits.shape();
        if (shape.length != 3 || shape[0] != PASS || shape[1] != request.context() || shape[2] != vocabulary) {
            throw new IllegalStateException(
                    "The model's logits have shape (%s) instead of [%d, %d, %d].%nMaybe its head is padded and not cut back."
                            .formatted(Arrays.toString(shape), PASS, request.context(), vocabulary));
        }
        return logits.to(ScalarType.Float);
    }

    /// Inputs (`shift` 0) or targets (`shift` 1) of one pass.
    private Tensor tokens(Request request, int from, int shift) {
        int context = request.context();
        long[] ids = new long[PASS * context];
        for (int row = 0; row < PASS; row++) {
            for (int t = 0; t < context; t++) {
                ids[row * context + t] =
                        from + row < request.rows() ? request.tokens()[(from + row) * (context + 1) + t + shift] : bos;
            }
        }
        return torch.tensor(ids, new TensorOptions(ScalarType.Long))
                .view(PASS, context)
                .to(device, ScalarType.Long);
    }

    private static void copy(Tensor from, float[] to, int offset, int length) {
        Tensor host = from.to(Libtorch.device(dev.nightjar.wire.Device.CPU), ScalarType.Float)
                .contiguous();
        new FloatPointer(host.data_ptr()).get(to, offset, length);
    }
}
