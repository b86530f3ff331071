package dev.nightjar.judging;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.JudgeKind;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.Integrity;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.core.trial.Judge;
import dev.nightjar.core.trial.Judgement;
import dev.nightjar.core.trial.Serving;
import dev.nightjar.core.trial.Trial;
import dev.nightjar.core.trial.TrialOutcome;
import dev.nightjar.core.trial.TrialOutcome.CrashReason;
import dev.nightjar.wire.Rows;
import dev.nightjar.wire.TokenBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/// Claims, then audits, then a verdict. A fresh server of the trained model claims a loss for every token; when those
/// are fixed, a second one, which saw no target, is asked for the logits at places that were drawn after that, and a
/// third answers some of the same questions. `docs/concepts/sealed-judge.md` says what that proves.
///
/// Every trial of a run is judged on the same rows, so what differs between two trials is the model.
public final class SealedJudge implements Judge {

    private static final String VALIDATION = "claims";
    private static final String TEST = "claims-test";
    private static final String LAST_WORDS = "last-words.txt";

    private final ModelServers servers;
    private final JudgedText validation;
    private final JudgedText test;
    private final Path trials;
    private final Lab.Metric metric;
    private final Duration limit;
    private final LongSupplier randomness;

    /// @param trials the folder with one folder for each trial, where claims are kept
    /// @param limit  for each server, its start included
    public SealedJudge(
            ModelServers servers, Text validation, Text test, Path trials, Lab.Metric metric, Duration limit) {
        this(servers, validation, test, trials, metric, limit, new SecureRandom()::nextLong);
    }

    /// @param randomness seeds of draws; no program can know the next one
    SealedJudge(
            ModelServers servers,
            Text validation,
            Text test,
            Path trials,
            Lab.Metric metric,
            Duration limit,
            LongSupplier randomness) {
        this.servers = servers;
        this.validation = validation.judged();
        this.test = test.judged();
        this.trials = trials;
        this.metric = metric;
        this.limit = limit;
        this.randomness = randomness;
    }

    /// Rows of one split.
    ///
    /// @param vocabulary tokens including special ones
    public record Text(Rows rows, TokenBytes bytes, int vocabulary) {

        JudgedText judged() {
            return JudgedText.of(rows, bytes, vocabulary);
        }
    }

    @Override
    public Judgement judge(
            Trial trial, TrialOutcome.Trained training, Comparison comparison, Interruption interruption) {
        return measure(
                trial,
                validation,
                VALIDATION,
                comparison,
                interruption,
                metric.audits().each());
    }

    @Override
    public Optional<Judgement> test(Trial trial, Comparison comparison, Interruption interruption) {
        return Optional.of(measure(
                trial, test, TEST, comparison, interruption, metric.audits().each()));
    }

    @Override
    public Optional<Judgement> confirm(
            Trial trial, Judgement.Measured first, Comparison comparison, Interruption interruption) {
        int audits = metric.audits().beforeKeep();
        Optional<Claims> kept = first.claims().flatMap(hash -> kept(trial, VALIDATION, hash));
        if (kept.isEmpty()) {
            return Optional.of(measure(trial, validation, VALIDATION, comparison, interruption, audits));
        }
        return Optional.of(sit(trial, interruption, sitting -> {
            long start = System.nanoTime();
            Audit audit = audit(validation, VALIDATION, kept.get(), comparison, audits);
            Integrity integrity = audit.hear(sitting, randomness.getAsLong());
            return verdict(audit, integrity, first.serving(), start);
        }));
    }

    private Judgement measure(
            Trial trial, JudgedText text, String file, Comparison comparison, Interruption interruption, int audits) {
        return sit(trial, interruption, sitting -> {
            long start = System.nanoTime();
            Conversation scorer = sitting.start();
            scorer.greet(text.vocabulary(), text.context());
            Claims claims = new Questions(text).claims(scorer);
            scorer.finish();
            Serving serving =
                    sitting.serving(scorer, (long) text.rows().count() * text.context(), comparison.baseline());
            keep(claims, trial, file);
            Audit audit = audit(text, file, claims, comparison, audits);
            Integrity integrity = audit.hear(sitting, randomness.getAsLong());
            return verdict(audit, integrity, Optional.of(serving), start);
        });
    }

    private interface Hearing {
        Judgement hear(Sitting sitting) throws RefusalException;
    }

    private Judgement sit(Trial trial, Interruption interruption, Hearing hearing) {
        interruption.check();
        try (Sitting sitting = new Sitting(servers, trial, metric.serving(), limit, interruption)) {
            return hearing.hear(sitting);
        } catch (RefusalException refusal) {
            interruption.check();
            return new Judgement.Refused(refusal.getMessage() + said(refusal, trial), refusal.reason());
        }
    }

    /// What a server says after it has seen the judge's text may be that text, and a refusal's reason is read by
    /// whoever proposes the next program. So it goes into a file.
    private String said(RefusalException refusal, Trial trial) {
        if (refusal.lastWords().isEmpty()) {
            return "";
        }
        Path file = path(trial, LAST_WORDS);
        try {
            Files.writeString(file, refusal.lastWords());
        } catch (IOException e) {
            throw unusable(file, e);
        }
        return "\nThe server's last words are in trials/%d/%s.".formatted(trial.id(), LAST_WORDS);
    }

    private Audit audit(JudgedText text, String file, Claims claims, Comparison comparison, int audits) {
        Optional<Claims> reference = comparison
                .reference()
                .flatMap(other -> kept(other.trial(), file, other.claims()))
                .filter(other -> other.rows() == claims.rows() && other.context() == claims.context());
        OptionalInt number = comparison
                .reference()
                .map(other -> OptionalInt.of(other.trial().id()))
                .orElse(OptionalInt.empty());
        return new Audit(text, claims, reference, number, audits);
    }

    private Judgement verdict(Audit audit, Integrity integrity, Optional<Serving> serving, long start) {
        return switch (integrity.verdict()) {
            case FAILED ->
                new Judgement.Refused(Audit.reason(integrity), CrashReason.INTEGRITY, Optional.of(integrity), serving);
            case INTACT ->
                new Judgement.Measured(
                        integrity.claimed() + integrity.correction(),
                        audit.claims().rows() < 2
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(Math.hypot(
                                        audit.claims().standardError(audit.text()), integrity.correctionError())),
                        JudgeKind.SEALED,
                        audit.text().counted().length,
                        (System.nanoTime() - start) / 1e9,
                        Optional.of(audit.claims().sha256()),
                        Optional.of(integrity),
                        serving);
        };
    }

    private Optional<Claims> kept(Trial trial, String file, String hash) {
        Path path = path(trial, file);
        try {
            return Claims.read(path, hash);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private void keep(Claims claims, Trial trial, String file) {
        Path path = path(trial, file);
        try {
            claims.write(path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private Path path(Trial trial, String file) {
        return trials.resolve(Integer.toString(trial.id())).resolve(file);
    }

    private static UserError unusable(Path path, IOException e) {
        return new UserError(
                UserError.Kind.ENVIRONMENT,
                "The judge cannot read or write (%s): %s".formatted(path, e.getMessage()),
                "the disk is full.",
                e);
    }
}
