package dev.nightjar.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.corpus.bpe.Tokenizer;
import dev.nightjar.corpus.source.CorpusSource;
import dev.nightjar.corpus.source.Drop;
import dev.nightjar.corpus.source.Progress;
import dev.nightjar.corpus.source.TextFolder;
import dev.nightjar.corpus.text.CorpusException;
import dev.nightjar.wire.TokenBytes;
import dev.nightjar.wire.TokenShard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusCacheTest {

    private static final CorpusSettings SETTINGS = new CorpusSettings(330, 20_000, 0.1, 0.1, 4_000);

    @TempDir
    private Path folder;

    private Path texts;
    private CorpusCache cache;
    private CorpusSource source;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void writeTexts() throws IOException {
        texts = Files.createDirectories(folder.resolve("texts"));
        cache = new CorpusCache(folder.resolve("cache"), 2);
        source = new TextFolder(texts);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 120; i++) {
            StringBuilder text = new StringBuilder("Text " + i + ".");
            for (int word = random.nextInt(200); word >= 0; word--) {
                text.append(" w")
                        .append(Integer.toString(random.nextInt(300), 36))
                        .append(word % 9 == 0 ? "\né" : "");
            }
            Files.writeString(texts.resolve("%03d.txt".formatted(i)), text);
        }
        Files.copy(texts.resolve("003.txt"), texts.resolve("copy.txt"));
    }

    private PreparedCorpus prepare() throws IOException, InterruptedException {
        return cache.prepare(source, SETTINGS, (what, fraction) -> told.add(what));
    }

    private static List<String> documents(Path shard, Tokenizer tokenizer) throws IOException {
        List<String> documents = new ArrayList<>();
        try (TokenShard tokens = TokenShard.open(shard)) {
            assertThat(tokens.bos()).isEqualTo(tokenizer.bos());
            assertThat(tokens.vocabulary()).isEqualTo(tokenizer.vocabulary());
            long start = tokens.nextDocument(0);
            assertThat(start).isZero();
            while (start < tokens.count()) {
                long end = tokens.nextDocument(start + 1);
                int[] ids = new int[(int) (end - start) - 1];
                tokens.copy(start + 1, ids, 0, ids.length);
                documents.add(tokenizer.decode(ids));
                start = end;
            }
        }
        return documents;
    }

    @Test
    void everyDocumentIsInExactlyOneSplit() throws Exception {
        PreparedCorpus corpus = prepare();
        Tokenizer tokenizer = Tokenizer.read(corpus.tokenizer());
        List<String> train = new ArrayList<>();
        for (Path shard : corpus.trainShards()) {
            train.addAll(documents(shard, tokenizer));
        }
        List<String> validation = documents(corpus.validation(), tokenizer);
        List<String> test = documents(corpus.test(), tokenizer);
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> files = Files.list(texts)) {
            for (Path file : files.toList()) {
                expected.add(Files.readString(file));
            }
        }
        List<String> all =
                Stream.of(train, validation, test).flatMap(List::stream).toList();
        assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(validation).hasSizeBetween(3, 30);
        assertThat(test).hasSizeBetween(3, 30);
        assertThat(corpus.trainShards()).hasSizeGreaterThan(1);
    }

    @Test
    void statisticsSayWhatIsInTheFiles() throws Exception {
        PreparedCorpus corpus = prepare();
        Tokenizer tokenizer = Tokenizer.read(corpus.tokenizer());
        assertThat(TokenBytes.read(corpus.tokenBytes())).isEqualTo(tokenizer.bytes());
        assertThat(tokenizer.vocabulary()).isEqualTo(331);
        SplitStatistics validation = corpus.statistics().validation();
        List<String> documents = documents(corpus.validation(), tokenizer);
        assertThat(validation.documents()).isEqualTo(documents.size());
        assertThat(validation.bytes()).isEqualTo(String.join("", documents).getBytes(StandardCharsets.UTF_8).length);
        try (TokenShard shard = TokenShard.open(corpus.validation())) {
            assertThat(validation.tokens()).isEqualTo(shard.count());
        }
        assertThat(corpus.statistics().gzipBitsPerByte())
                .isEqualTo(Gzip.bitsPerByte(List.of(String.join("", documents).getBytes(StandardCharsets.UTF_8))));
        assertThat(corpus.statistics().dropped())
                .containsEntry(Drop.DUPLICATE, 1L)
                .containsEntry(Drop.EMPTY, 0L);
    }

    @Test
    void aSecondCallTakesWhatIsThere() throws Exception {
        PreparedCorpus first = prepare();
        told.clear();
        assertThat(prepare()).isEqualTo(first);
        assertThat(told).isEmpty();
        assertThat(cache.find(source, SETTINGS)).contains(first);
        assertThat(cache.damaged(first)).isEmpty();
    }

    @Test
    void theSameTextGivesTheSameFilesAnywhere() throws Exception {
        PreparedCorpus one = prepare();
        PreparedCorpus other = new CorpusCache(folder.resolve("other"), 1).prepare(source, SETTINGS, Progress.silent());
        assertThat(other.key()).isEqualTo(one.key());
        assertThat(Files.readString(other.validation().resolveSibling(Manifest.NAME)))
                .isEqualTo(Files.readString(one.validation().resolveSibling(Manifest.NAME)));
    }

    @Test
    void otherTextOrSettingsAreAnotherCorpus() throws Exception {
        PreparedCorpus first = prepare();
        CorpusSettings larger = new CorpusSettings(340, 20_000, 0.1, 0.1, 4_000);
        assertThat(cache.find(source, larger)).isEmpty();
        Files.writeString(texts.resolve("new.txt"), "new");
        assertThat(cache.find(source, SETTINGS)).isEmpty();
        assertThat(prepare().key()).isNotEqualTo(first.key());
        assertThat(first.validation()).exists();
    }

    @Test
    void whatIsCutOffIsPreparedAgain() throws Exception {
        PreparedCorpus first = prepare();
        byte[] good = Files.readAllBytes(first.test());
        byte[] changed = good.clone();
        changed[changed.length - 1] ^= 1;
        Files.write(first.test(), changed);
        assertThat(cache.damaged(first)).containsExactly(first.test());
        Files.write(first.test(), new byte[3]);
        told.clear();
        prepare();
        assertThat(told).isNotEmpty();
        assertThat(Files.readAllBytes(first.test())).isEqualTo(good);
    }

    @Test
    void whatSomebodyHoldsIsNotRemoved() throws Exception {
        PreparedCorpus corpus = prepare();
        Path left = Files.createDirectories(corpus.test().getParent().resolveSibling("0123.part"));
        Files.writeString(left.resolve("text.part"), "half");
        CorpusShelf shelf = new CorpusShelf(folder.resolve("cache"));
        assertThat(shelf.volumes())
                .extracting(CorpusShelf.Volume::key, CorpusShelf.Volume::title)
                .containsExactly(tuple(corpus.key(), texts + ", vocabulary 330"), tuple("0123", "unfinished"));
        CorpusShelf.Volume volume = shelf.volumes().getFirst();
        try (CorpusShelf.Hold _ = shelf.hold(corpus.key())) {
            assertThat(shelf.remove(volume)).isFalse();
        }
        assertThat(prepare()).isEqualTo(corpus);
        for (CorpusShelf.Volume any : shelf.volumes()) {
            assertThat(shelf.remove(any)).isTrue();
        }
        assertThat(shelf.volumes()).isEmpty();
        assertThat(cache.find(source, SETTINGS)).isEmpty();
        assertThat(prepare()).isEqualTo(corpus);
    }

    @Test
    void aFailureLeavesNothingHalfDone() throws Exception {
        Files.write(texts.resolve("zzz.bin"), new byte[] {(byte) 0xFF});
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(this::prepare)
                .withMessageContaining("zzz.bin");
        try (Stream<Path> files = Files.list(folder.resolve("cache/prepared"))) {
            assertThat(files.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void aCorpusWithoutTextIsRefused() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> cache.prepare(new TextFolder(empty), SETTINGS, Progress.silent()))
                .withMessageContaining("The corpus " + empty + " is empty")
                .withMessageContaining("\nMaybe ");
        Files.writeString(empty.resolve("input.txt"), "one large file");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> cache.prepare(new TextFolder(empty), SETTINGS, Progress.silent()))
                .withMessageContaining("(1) documents")
                .withMessageContaining("\nMaybe it is one large file");
    }

    @Test
    void aVocabularyThatTheTextCannotFillIsRefused() {
        CorpusSettings tooLarge = CorpusSettings.of(60_000);
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> cache.prepare(source, tooLarge, Progress.silent()))
                .withMessageContaining("(60000)")
                .withMessageContaining("\nMaybe the corpus is too small");
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorpusSettings.of(255))
                .withMessageContaining("(255)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorpusSettings(256, 1, 2, 0.1, 1))
                .withMessageContaining("(2.0)");
        assertThatIllegalArgumentException().isThrownBy(() -> new CorpusSettings(256, 0, 0.1, 0.1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorpusCache(folder, 0))
                .withMessageContaining("(0)");
    }
}
