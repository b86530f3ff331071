package dev.nightjar.lab.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import dev.nightjar.core.rails.SourceLanguage.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// What the rails want to know of one Java source, from one parse. Nothing is resolved, compiled or run, and no
/// annotation is
/// processed.
record JavaProgram(Optional<Problem> error, Map<String, JavaConstant> constants, String fingerprint, List<Use> uses) {

    private static final JavaCompiler COMPILER = compiler();
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, Locale.ROOT, null);

    static JavaProgram parse(String source) {
        try {
            return read(source);
        } catch (StackOverflowError | IllegalStateException e) { // the latter is javac's around the former
            if (e instanceof IllegalStateException && !(e.getCause() instanceof StackOverflowError)) {
                throw e;
            }
            Problem tooDeep = new Problem(1, "it is nested too deeply.");
            return new JavaProgram(Optional.of(tooDeep), Map.of(), Sha256.of(source), List.of());
        }
    }

    private static JavaProgram read(String source) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try {
            JavacTask task = (JavacTask) COMPILER.getTask(
                    Writer.nullWriter(),
                    FILES,
                    diagnostics,
                    List.of("-proc:none", "-Xlint:none"),
                    null,
                    List.of(new Text(source)));
            CompilationUnitTree unit = task.parse().iterator().next();
            Trees trees = Trees.instance(task);
            Optional<Problem> error = diagnostics.getDiagnostics().stream()
                    .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                    .findFirst()
                    .map(diagnostic -> new Problem(
                            (int) diagnostic.getLineNumber(), firstLine(diagnostic.getMessage(Locale.ROOT))));
            return new JavaProgram(
                    error,
                    JavaConstants.of(unit, trees.getSourcePositions(), source),
                    JavaFingerprint.of(unit),
                    JavaUses.of(unit, trees.getSourcePositions()));
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read.", e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it is not Java") + ".";
    }

    private static JavaCompiler compiler() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("This Java has no compiler.\nMaybe it is a JRE; Nightjar needs a JDK.");
        }
        return compiler;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("string:///Program.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
