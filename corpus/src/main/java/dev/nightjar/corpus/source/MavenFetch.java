package dev.nightjar.corpus.source;

import dev.nightjar.corpus.text.CorpusException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fetches source jars by one run of the user's Maven, so that their mirrors, proxies and credentials apply.
final class MavenFetch {

    private static final Pattern DOWNLOADING = Pattern.compile("Downloading from \\S+: \\S*/([^/\\s]+-sources\\.jar)");
    private static final int LINES_OF_AN_ERROR = 15;

    private final List<String> maven;
    private final Path folder;
    private final Path work;

    /// @param folder where the jars go
    MavenFetch(List<String> maven, Path folder) {
        this.maven = maven;
        this.folder = folder;
        this.work = folder.resolve("fetch");
    }

    void fetch(List<PinnedJar> jars, Progress progress) throws IOException, InterruptedException {
        Path downloads = Files.createDirectories(work.resolve("jars"));
        Path pom = work.resolve("pom.xml");
        Files.writeString(pom, pom(jars, downloads));
        progress.report("downloading %d source jars from Maven Central".formatted(jars.size()), 0);
        run(pom, jars, progress);
        for (PinnedJar jar : jars) {
            Files.move(
                    downloads.resolve(jar.fileName()),
                    folder.resolve(jar.fileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(pom);
        Files.delete(downloads);
        Files.delete(work);
    }

    private void run(Path pom, List<PinnedJar> jars, Progress progress) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(maven);
        command.addAll(List.of("-B", "-f", pom.toAbsolutePath().toString(), "initialize"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = start(builder, command);
        try {
            Deque<String> last = follow(process, jars, progress);
            if (process.waitFor() != 0) {
                throw new CorpusException(
                        "Maven could not fetch the source jars (exit %d):%n%s"
                                .formatted(process.exitValue(), String.join(System.lineSeparator(), last)),
                        "there is no network: one download is needed, afterwards none.");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder, List<String> command) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CorpusException(
                    "Maven (%s) cannot be started: %s.".formatted(command.getFirst(), e.getMessage()),
                    "the Maven wrapper is missing from the clone, or is not executable.",
                    e);
        }
    }

    /// Reads Maven's output to its end and returns the last lines that tell of errors, or else the last lines.
    private static Deque<String> follow(Process process, List<PinnedJar> jars, Progress progress) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        int done = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = DOWNLOADING.matcher(line);
                if (matcher.find()) {
                    progress.report("downloading " + matcher.group(1), Math.min(1, (double) done++ / jars.size()));
                }
                last.add(line);
                if (last.size() > LINES_OF_AN_ERROR) {
                    last.remove();
                }
            }
        }
        return last;
    }

    private static String pom(List<PinnedJar> jars, Path downloads) {
        StringBuilder items = new StringBuilder();
        for (PinnedJar jar : jars) {
            items.append("""
                                    <artifactItem>
                                      <groupId>%s</groupId>
                                      <artifactId>%s</artifactId>
                                      <version>%s</version>
                                      <classifier>sources</classifier>
                                    </artifactItem>
                    """.formatted(jar.group(), jar.artifact(), jar.version()));
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.nightjar.fetch</groupId>
                  <artifactId>sources</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-dependency-plugin</artifactId>
                        <version>3.11.0</version>
                        <executions>
                          <execution>
                            <id>sources</id>
                            <phase>initialize</phase>
                            <goals><goal>copy</goal></goals>
                            <configuration>
                              <outputDirectory>%s</outputDirectory>
                              <artifactItems>
                %s              </artifactItems>
                            </configuration>
                          </execution>
                        </executions>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(escape(downloads.toAbsolutePath().toString()), items);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("$", "&#36;");
    }
}
