package dev.nightjar.cli.bench.rails;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.Candidate;
import dev.nightjar.core.rails.RailContext;
import dev.nightjar.core.rails.Rails;
import dev.nightjar.core.rails.Verdict;
import dev.nightjar.lab.LabFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A lab as the rails see it: its menu and its program as they lie in the folder. No data, no git, no run.
final class RailLab {

    private final LabFolder folder;
    private final String source;
    private final Configuration base;

    private RailLab(LabFolder folder, String source, Configuration base) {
        this.folder = folder;
        this.source = source;
        this.base = base;
    }

    static RailLab open(Path path) {
        LabFolder folder = LabFolder.open(path);
        Path program = folder.path().resolve(folder.lab().editable());
        try {
            String source = Files.readString(program);
            return new RailLab(folder, source, folder.bind(source));
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.LAB,
                    "The editable file (%s) cannot be read.".formatted(program),
                    "it is not there, or not UTF-8.",
                    e);
        }
    }

    Verdict check(RailCase railCase) {
        return Rails.check(new Proposal.Unparsed(railCase.raw()), context(railCase));
    }

    /// As after the case's incumbent and history: all of it went through the same rails.
    private RailContext context(RailCase railCase) {
        Map<String, Integer> tried = new HashMap<>();
        tried.put(folder.language().fingerprint(source), 0);
        RailContext context = context(railCase, source, base, tried);
        if (railCase.incumbent().isPresent()) {
            Candidate kept = passed(railCase, railCase.incumbent().get(), context);
            tried.put(kept.fingerprint(), tried.size());
            context = context(railCase, kept.text(), kept.configuration(), tried);
        }
        for (String raw : railCase.history()) {
            tried.put(passed(railCase, raw, context).fingerprint(), tried.size());
            context = context(railCase, context.source(), context.base(), tried);
        }
        return context;
    }

    private RailContext context(RailCase railCase, String program, Configuration knobs, Map<String, Integer> tried) {
        Lab.Search search = railCase.changes().isPresent()
                ? new Lab.Search(folder.lab().search().proposer(), railCase.changes())
                : folder.lab().search();
        Lab lab = folder.lab().with(railCase.scope().orElse(folder.lab().scope()), search);
        return new RailContext(lab, folder.menu(), folder.language(), program, knobs, Map.copyOf(tried));
    }

    private static Candidate passed(RailCase railCase, String raw, RailContext context) {
        return switch (Rails.check(new Proposal.Unparsed(raw), context)) {
            case Verdict.Passed(Candidate candidate) -> candidate;
            case Verdict.Blocked(var rail, String reason) ->
                throw new UserError(
                        UserError.Kind.USAGE,
                        "The case (%s) on line %d has a past (%s) that could not have been tried: %s: %s"
                                .formatted(railCase.id(), railCase.line(), shortened(raw), rail, reason),
                        "it is for another lab (--lab DIR).");
        };
    }

    private static String shortened(String raw) {
        return raw.length() <= 80 ? raw : raw.substring(0, 79) + "…";
    }
}
