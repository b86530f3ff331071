package dev.nightjar.core.run;

import dev.nightjar.core.proposal.Account;
import dev.nightjar.core.proposal.Lesson;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.proposal.Tries;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a proposer answers.
///
/// @param by      who thought of it, as shown in the ledger: `tpe`, `random`, `person`, a model's name
/// @param tries   how often it may be mended
/// @param basis   what it was thought of against
/// @param account what it cost, with everything else that the proposer asked for it
/// @param lessons what the proposer wants to be remembered
/// @param notes   `hypothesis`, `arch_change`, `next_action_hint`, or what else is worth keeping; JSON values
public record Suggestion(
        String by,
        Proposal proposal,
        Tries tries,
        Basis basis,
        Optional<Account> account,
        List<Lesson> lessons,
        Map<String, @Nullable Object> notes) {

    /// Of somebody who would say the same again.
    public Suggestion(String by, Proposal proposal) {
        this(by, proposal, Tries.ONCE, Basis.NOW, Optional.empty(), List.of(), Map.of());
    }

    public Suggestion(
            String by,
            Proposal proposal,
            Tries tries,
            Basis basis,
            Optional<Account> account,
            List<Lesson> lessons,
            Map<String, @Nullable Object> notes) {
        this.by = by;
        this.proposal = proposal;
        this.tries = tries;
        this.basis = basis;
        this.account = account;
        this.lessons = List.copyOf(lessons);
        this.notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        if (by.isBlank()) {
            throw new IllegalArgumentException(
                    "The proposal (%s) is nobody's.\nMaybe a proposer has no name.".formatted(proposal));
        }
    }

    /// The same, thought of against something else.
    public Suggestion against(Basis other) {
        return new Suggestion(by, proposal, tries, other, account, lessons, notes);
    }

    /// The same, with what something else cost on top.
    public Suggestion costing(Account more) {
        return new Suggestion(
                by,
                proposal,
                tries,
                basis,
                Optional.of(account.map(own -> own.plus(more)).orElse(more)),
                lessons,
                notes);
    }

    /// The same with one more note.
    public Suggestion noting(String key, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(notes);
        more.put(key, value);
        return new Suggestion(by, proposal, tries, basis, account, lessons, more);
    }
}
