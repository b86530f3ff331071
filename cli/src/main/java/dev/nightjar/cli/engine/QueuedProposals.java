package dev.nightjar.cli.engine;

import dev.nightjar.core.error.UserError;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A person's ideas first, one JSON proposal a line, then another proposer. Experiment n gets line n, so a resumed run
/// goes on where it was.
final class QueuedProposals implements Proposer {

    private final List<String> lines;
    private final Proposer after;

    QueuedProposals(Path file, Proposer after) {
        try {
            this.lines = Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The proposals (%s) cannot be read.".formatted(file),
                    "the path has a typing error, or the file is not UTF-8.",
                    e);
        }
        this.after = after;
    }

    @Override
    public String name() {
        return after.name();
    }

    @Override
    public Proposal propose(ProposalContext context) {
        return context.number() <= lines.size()
                ? new Proposal.Unparsed(lines.get(context.number() - 1))
                : after.propose(context);
    }
}
