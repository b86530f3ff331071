package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.trial.Interruption;
import dev.nightjar.corpus.CorpusCache;
import dev.nightjar.corpus.CorpusSettings;
import dev.nightjar.corpus.CorpusShelf;
import dev.nightjar.corpus.PreparedCorpus;
import dev.nightjar.corpus.source.CorpusSource;
import dev.nightjar.corpus.text.CorpusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Prepares a lab's data, once.
public final class Corpora {

    private final Home home;
    private final Terminal terminal;

    public Corpora(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    /// The key that the corpus has or would have. Nothing is prepared.
    String key(Lab.Source data, Path lab) {
        return reading(data, () -> CorpusCache.key(source(data, lab), CorpusSettings.of(data.vocabulary())));
    }

    /// The prepared corpus, from the cache or made now.
    ///
    /// @param lab the folder that a relative path in `[data]` starts from
    public PreparedCorpus prepare(Lab.Source data, Path lab) {
        return reading(data, () -> {
            CorpusSource source = source(data, lab);
            CorpusCache cache =
                    new CorpusCache(home.corpora(), Runtime.getRuntime().availableProcessors());
            CorpusSettings settings = CorpusSettings.of(data.vocabulary());
            boolean fresh = cache.find(source, settings).isEmpty();
            if (fresh) {
                terminal.line("Preparing the corpus %s (once).".formatted(data.corpus()));
            }
            PreparedCorpus corpus =
                    cache.prepare(source, settings, (what, fraction) -> terminal.passing(progress(what, fraction)));
            terminal.passed();
            if (fresh) {
                terminal.line(summary(corpus));
            }
            return corpus;
        });
    }

    /// Keeps `corpus` from being deleted while it is read.
    CorpusShelf.Hold hold(PreparedCorpus corpus) {
        try {
            return shelf().hold(corpus.key());
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.DISK,
                    "The corpus (%s) cannot be locked: %s".formatted(corpus.key(), e.getMessage()),
                    "the cache (%s) cannot be written.".formatted(home.corpora()),
                    e);
        }
    }

    /// Deletes every prepared corpus but those that are `wanted` or in use, and says which.
    public void clean(Set<String> wanted) throws IOException {
        long freed = 0;
        for (CorpusShelf.Volume volume : shelf().volumes()) {
            boolean removed = !wanted.contains(volume.key()) && shelf().remove(volume);
            freed += removed ? volume.bytes() : 0;
            String why = removed ? "Deleted" : wanted.contains(volume.key()) ? "Kept for this lab" : "Kept, in use";
            terminal.line("%s: %s".formatted(why, describe(volume)));
        }
        terminal.line(String.format(Locale.ROOT, "%.1f MB are free again.", freed / 1e6));
    }

    static String describe(CorpusShelf.Volume volume) {
        return String.format(Locale.ROOT, "%s (%.1f MB, %s)", volume.title(), volume.bytes() / 1e6, volume.key());
    }

    private CorpusShelf shelf() {
        return new CorpusShelf(home.corpora());
    }

    private CorpusSource source(Lab.Source data, Path lab) throws IOException {
        return CorpusSource.parse(data.corpus(), lab, List.of(home.maven().toString()));
    }

    /// Reading text, and what may go wrong with it.
    private interface Reading<T> {
        T read() throws IOException, InterruptedException;
    }

    private static <T> T reading(Lab.Source data, Reading<T> reading) {
        try {
            return reading.read();
        } catch (CorpusException e) {
            throw new UserError(UserError.Kind.CORPUS, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.CORPUS,
                    "The corpus (%s) cannot be prepared: %s".formatted(data.corpus(), e.getMessage()),
                    "the network or the disk is the reason; what was fetched is kept.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interruption.Interrupted();
        }
    }

    static String summary(PreparedCorpus corpus) {
        var train = corpus.statistics().train();
        return String.format(
                Locale.ROOT,
                "Corpus: %.0f MB of training text in %,d documents, %.1f M tokens; gzip -9 needs %.3f bits per byte for the validation text.",
                train.bytes() / 1e6,
                train.documents(),
                train.tokens() / 1e6,
                corpus.statistics().gzipBitsPerByte());
    }

    private static String progress(String what, double fraction) {
        return Double.isNaN(fraction) ? what : String.format(Locale.ROOT, "%3.0f %%  %s", 100 * fraction, what);
    }
}
