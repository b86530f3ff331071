package dev.nightjar.corpus;

import dev.nightjar.corpus.source.CorpusSource;
import dev.nightjar.corpus.source.Progress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Prepares a corpus and prints how long each stage took.
///
/// `mvn -q -pl corpus -am test-compile`, then
/// `java -cp corpus/target/classes:corpus/target/test-classes:wire/target/classes dev.nightjar.corpus.CorpusBenchmark
/// CACHE CORPUS VOCABULARY [MVN…]`
final class CorpusBenchmark {

    private CorpusBenchmark() {}

    public static void main(String... arguments) throws Exception {
        List<String> maven =
                arguments.length > 3 ? Arrays.asList(arguments).subList(3, arguments.length) : List.of("mvn");
        CorpusSource source = CorpusSource.parse(arguments[1], Path.of("").toAbsolutePath(), maven);
        CorpusSettings settings = CorpusSettings.of(Integer.parseInt(arguments[2]));
        CorpusCache cache =
                new CorpusCache(Path.of(arguments[0]), Runtime.getRuntime().availableProcessors());
        for (String round : List.of("first", "second")) {
            long start = System.nanoTime();
            PreparedCorpus corpus = cache.prepare(source, settings, new Stages());
            System.out.printf("%s call %.2f s%n", round, (System.nanoTime() - start) / 1e9);
            System.out.println(corpus);
        }
    }

    private static final class Stages implements Progress {
        private final long start = System.nanoTime();
        private String last = "";

        @Override
        public void report(String what, double fraction) {
            String stage = what.split(" ")[0];
            if (!stage.equals(last)) {
                System.out.printf("%7.2f s %s%n", (System.nanoTime() - start) / 1e9, what);
                last = stage;
            }
        }
    }
}
