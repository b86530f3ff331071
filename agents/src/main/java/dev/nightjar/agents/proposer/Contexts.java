package dev.nightjar.agents.proposer;

import dev.nightjar.agents.prompt.Section;
import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.run.ProposalContext;
import java.util.List;
import java.util.stream.Collectors;

/// The same context with something else in it.
final class Contexts {

    private Contexts() {}

    /// With more to read behind the person's instructions: every proposer that reads reads those.
    static ProposalContext telling(ProposalContext context, List<Section> extra) {
        String more = extra.stream()
                .map(section -> "## %s\n\n%s\n"
                        .formatted(section.title(), section.text().strip()))
                .collect(Collectors.joining("\n"));
        return new ProposalContext(
                context.number(),
                context.seed(),
                context.lab(),
                context.menu(),
                context.base(),
                context.baseCommit(),
                context.source(),
                (context.program().stripTrailing() + "\n\n" + more).stripLeading(),
                context.state(),
                context.refusals());
    }

    /// Starting from another program.
    static ProposalContext from(ProposalContext context, Configuration knobs, String commit, String source) {
        return new ProposalContext(
                context.number(),
                context.seed(),
                context.lab(),
                context.menu(),
                knobs,
                commit,
                source,
                context.program(),
                context.state(),
                context.refusals());
    }
}
