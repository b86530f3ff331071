package dev.nightjar.agents.answer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The new text of the editable file from an answer: search/replace blocks, a unified diff, or the whole file.
final class EditText {

    /// A text that has less of the file's lines than this share is a piece of it, unless it says that it is
    /// more.
    private static final double WHOLE = 0.34;

    /// Files up to this length are rewritten at will.
    private static final int SHORT = 40;

    private static final Set<String> DIFF = Set.of("diff", "patch", "udiff");
    private static final Set<String> NO_PROGRAM = Set.of("json", "jsonc", "json5", "text", "txt", "markdown", "md");

    private EditText() {}

    /// Empty if the answer holds no edit at all.
    static Optional<String> in(String answer, Sources sources) throws Unusable {
        List<String> lines = Lines.of(answer);
        if (Blocks.in(lines)) {
            return Optional.of(patched(Blocks.read(lines), "Block", sources));
        }
        List<Fence> fences = Fence.all(lines);
        if (UnifiedDiff.in(lines)) {
            return Optional.of(diff(lines, fences, sources));
        }
        Optional<Fence> program = fences.stream()
                .filter(fence -> !NO_PROGRAM.contains(fence.language()))
                .max((a, b) -> Integer.compare(a.lines().size(), b.lines().size()));
        if (program.isPresent()) {
            return Optional.of(whole(program.get().lines(), program.get().closed(), sources));
        }
        return mostOfTheFile(lines, sources.base()) ? Optional.of(Lines.file(lines, sources.base())) : Optional.empty();
    }

    /// The whole file, given as one text: what it holds may still be blocks or a diff.
    static String in(Sources sources, String edit) throws Unusable {
        List<String> lines = Lines.of(edit);
        if (Blocks.in(lines)) {
            return patched(Blocks.read(lines), "Block", sources);
        }
        boolean diff = UnifiedDiff.in(lines) && UnifiedDiff.file(lines).isPresent();
        return diff ? patched(UnifiedDiff.read(lines, false), "Hunk", sources) : edit;
    }

    private static String diff(List<String> lines, List<Fence> fences, Sources sources) throws Unusable {
        Optional<String> file = UnifiedDiff.file(lines);
        if (file.isPresent() && !name(file.get()).equals(name(sources.file()))) {
            throw new Unusable("Only the file (%s) may change; the diff is about (%s)."
                    .formatted(sources.file(), Plain.line(file.get(), 120)));
        }
        Optional<Fence> fence = fences.stream()
                .filter(candidate -> DIFF.contains(candidate.language()) || UnifiedDiff.in(candidate.lines()))
                .findFirst();
        List<Change> hunks =
                fence.isPresent() ? UnifiedDiff.read(fence.get().lines(), true) : UnifiedDiff.read(lines, false);
        return patched(hunks, "Hunk", sources);
    }

    /// Against the text that was shown, else against the other one; what is wrong is said about the one that
    /// was shown.
    private static String patched(List<Change> changes, String what, Sources sources) throws Unusable {
        Unusable first = null;
        for (String source : sources.inOrder()) {
            try {
                return Patched.of(source, changes, what);
            } catch (Unusable unusable) {
                first = first == null ? unusable : first;
            }
        }
        throw first == null ? new Unusable("There is no file to change.") : first;
    }

    private static String whole(List<String> lines, boolean closed, Sources sources) throws Unusable {
        if (!closed) {
            throw new Unusable("The fence around the program is not closed: the answer was cut off."
                    + " Answer with search/replace blocks, which are shorter.");
        }
        long has = lines.stream().filter(line -> !line.isBlank()).count();
        long file = sources.base().lines().filter(line -> !line.isBlank()).count();
        if (file > SHORT && has < WHOLE * file) {
            throw new Unusable(
                    "The fenced program has %d lines and the file has %d, so it is a piece of it. Answer with search/replace blocks, or with the whole file."
                            .formatted(has, file));
        }
        return Lines.file(lines, sources.base());
    }

    /// Whether a text without a fence is the file, and not a remark about it.
    private static boolean mostOfTheFile(List<String> lines, String base) {
        Set<String> known =
                new HashSet<>(Lines.of(base).stream().map(String::strip).toList());
        known.remove("");
        long shared = lines.stream()
                .map(String::strip)
                .filter(known::contains)
                .distinct()
                .count();
        return !known.isEmpty() && shared >= Math.max(2, known.size() / 2);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
