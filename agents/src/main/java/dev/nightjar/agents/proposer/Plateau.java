package dev.nightjar.agents.proposer;

import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Proposer;
import dev.nightjar.core.run.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes the source of proposals when nothing has been kept for long: the first proposer as long as things go
/// well, the second after `patience` experiments without a keep, the third after twice as many, and so on in a
/// circle. A keep brings the first back.
///
/// The length of a plateau is read from the ledger; see [Past] for how far. A note `plateau` says who had the
/// word and why.
public final class Plateau implements Elsewhere {

    public static final int USUAL_PATIENCE = 12;

    /// One of the sources, with a name for the note.
    public record Source(String name, Proposer proposer) {}

    private final List<Source> sources;
    private final int patience;

    public Plateau(List<Source> sources, int patience) {
        this.sources = List.copyOf(sources);
        this.patience = patience;
        if (sources.isEmpty() || patience < 1) {
            throw new IllegalArgumentException(
                    "A plateau needs a source (%d) and patience (%d).\nMaybe 12 experiments are meant."
                            .formatted(sources.size(), patience));
        }
    }

    @Override
    public boolean elsewhere(ProposalContext context) {
        return Elsewhere.is(source(context).proposer(), context);
    }

    @Override
    public Suggestion propose(ProposalContext context) {
        int length = Past.withoutKeep(context);
        Suggestion suggestion = source(context).proposer().propose(context);
        if (length < patience) {
            return suggestion;
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("without_keep", length);
        note.put("source", source(context).name());
        return suggestion.noting("plateau", note);
    }

    private Source source(ProposalContext context) {
        return sources.get(Past.withoutKeep(context) / patience % sources.size());
    }
}
