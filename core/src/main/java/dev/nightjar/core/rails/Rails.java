package dev.nightjar.core.rails;

import static java.util.Objects.requireNonNull;

import dev.nightjar.core.lab.Configuration;
import dev.nightjar.core.lab.Constraint;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.rails.SourceLanguage.Problem;
import dev.nightjar.core.rails.Verdict.Blocked;
import dev.nightjar.core.rails.Verdict.Passed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The seven pure rails, in order, stopping at the first block. The eighth, the pre-flight, costs a process and is the
/// loop's.
public final class Rails {

    private Rails() {}

    /// Whether `proposal` may go on to the pre-flight.
    public static Verdict check(Proposal proposal, RailContext context) {
        return switch (proposal) {
            case Proposal.Unparsed(String raw) -> checkRaw(raw, context);
            case Proposal.KnobChange change -> checkKnobs(change, Map.of(), context);
            case Proposal.Edit edit ->
                ProposalText.problem(edit)
                        .<Verdict>map(problem -> new Blocked(RailName.SCHEMA, problem))
                        .orElseGet(() -> checkEdit(edit, Optional.empty(), context));
        };
    }

    private static Verdict checkRaw(String raw, RailContext context) {
        ProposalText.Read read;
        try {
            read = ProposalText.parse(raw, context.lab().scope());
        } catch (IllegalArgumentException e) {
            return new Blocked(RailName.SCHEMA, String.valueOf(e.getMessage()));
        }
        return switch (read.proposal()) {
            case Proposal.KnobChange change -> checkKnobs(change, read.numbers(), context);
            case Proposal.Edit edit -> checkEdit(edit, read.file(), context);
            case Proposal.Unparsed _ -> throw new IllegalStateException("What was read is not unread.");
        };
    }

    /// @param numbers as a model wrote them, by knob; empty for a proposal that was never text
    private static Verdict checkKnobs(
            Proposal.KnobChange proposal, Map<String, BigDecimal> numbers, RailContext context) {
        Map<String, KnobValue> accepted = new LinkedHashMap<>();
        if (proposal.changes().isEmpty()) {
            return new Blocked(RailName.SCHEMA, "The proposal changes no knob.");
        }
        int allowed = context.lab().search().changes().orElse(Integer.MAX_VALUE);
        if (proposal.changes().size() > allowed) {
            return new Blocked(
                    RailName.MENU,
                    "The proposal changes %d knobs %s; this lab allows %d at a time."
                            .formatted(
                                    proposal.changes().size(),
                                    proposal.changes().keySet(),
                                    allowed));
        }
        for (String name : proposal.changes().keySet()) {
            if (context.menu().knob(name).isEmpty()) {
                return new Blocked(
                        RailName.MENU,
                        "There is no knob (%s); the menu has %s."
                                .formatted(
                                        Text.quote(name),
                                        context.menu().knobs().stream()
                                                .map(Knob::name)
                                                .toList()));
            }
        }
        for (Map.Entry<String, KnobValue> change : proposal.changes().entrySet()) {
            Knob knob = context.menu().knob(change.getKey()).orElseThrow();
            Optional<KnobValue> value = knob.accept(change.getValue());
            BigDecimal written = numbers.get(knob.name());
            if (value.isEmpty() || (written != null && !WrittenNumber.fits(written, knob))) {
                Object shown = written == null || value.isEmpty() ? change.getValue() : written;
                return new Blocked(
                        RailName.RANGE,
                        "The value (%s) of knob (%s) is not %s."
                                .formatted(Text.quote(shown.toString()), knob.name(), knob.domain()));
            }
            accepted.put(knob.name(), value.get());
        }
        Configuration configuration = context.base().with(accepted);
        Set<String> idle = context.menu().idle(configuration);
        for (String name : accepted.keySet()) {
            if (idle.contains(name)) {
                return new Blocked(
                        RailName.CROSS,
                        "The knob (%s) would have no effect: it has one only when (%s), and with this proposal that is not so."
                                .formatted(
                                        name,
                                        requireNonNull(context.menu().whens().get(name))
                                                .expression()));
            }
        }
        Optional<Constraint> broken = context.menu().broken(configuration);
        if (broken.isPresent()) {
            return new Blocked(
                    RailName.CROSS,
                    "The condition (%s) would not hold with %s: %s"
                            .formatted(
                                    broken.get().expression(),
                                    accepted,
                                    broken.get().doc()));
        }
        Map<String, KnobValue> literals = new LinkedHashMap<>();
        accepted.forEach((name, value) ->
                literals.put(context.menu().knob(name).orElseThrow().constant(), value));
        String text = context.language().rewrite(context.source(), literals);
        if (DiffLint.changedLines(context.source(), text) > accepted.size()) {
            return new Blocked(RailName.DIFF_LINT, "A knob change may touch one line a knob; this one touches more.");
        }
        return checkProgram(text, configuration, context, proposal.reason());
    }

    /// @param file the one that the model says it edits
    private static Verdict checkEdit(Proposal.Edit edit, Optional<String> file, RailContext context) {
        if (context.lab().scope() != Scope.EDIT) {
            return new Blocked(RailName.MENU, "This lab's scope is knobs; an edit of the file needs scope = \"edit\".");
        }
        String editable = context.lab().editable();
        if (file.isPresent() && !file.get().equals(editable)) {
            return new Blocked(
                    RailName.DIFF_LINT,
                    "Only the file (%s) may change, not (%s).".formatted(editable, Text.quote(file.get())));
        }
        Optional<String> hidden = DiffLint.hiddenCharacter(context.source(), edit.text());
        if (hidden.isPresent()) {
            return new Blocked(RailName.DIFF_LINT, hidden.get());
        }
        Optional<Problem> syntax = context.language().syntax(edit.text());
        if (syntax.isPresent()) {
            return new Blocked(
                    RailName.DIFF_LINT,
                    "Line %d is not a program: %s"
                            .formatted(syntax.get().line(), syntax.get().message()));
        }
        Map<String, KnobValue> constants = context.language().constants(edit.text());
        Map<String, KnobValue> knobs = new LinkedHashMap<>();
        for (Knob knob : context.menu().knobs()) {
            KnobValue value = constants.get(knob.constant());
            Optional<KnobValue> accepted = value == null ? Optional.empty() : knob.accept(value);
            if (accepted.isEmpty()) {
                return new Blocked(
                        RailName.RANGE,
                        "The constant (%s) is %s, but knob (%s) must be %s."
                                .formatted(
                                        knob.constant(), value == null ? "gone" : value, knob.name(), knob.domain()));
            }
            knobs.put(knob.name(), accepted.get());
        }
        Configuration configuration = new Configuration(knobs);
        Optional<Constraint> broken = context.menu().broken(configuration);
        if (broken.isPresent()) {
            return new Blocked(
                    RailName.CROSS,
                    "The condition (%s) does not hold: %s"
                            .formatted(broken.get().expression(), broken.get().doc()));
        }
        return checkProgram(edit.text(), configuration, context, edit.reason());
    }

    private static Verdict checkProgram(String text, Configuration configuration, RailContext context, String reason) {
        Optional<Problem> added = added(
                context.language().forbidden(context.source()),
                context.language().forbidden(text));
        if (added.isPresent()) {
            return new Blocked(
                    RailName.DIFF_LINT,
                    "Line %d uses what is forbidden: %s"
                            .formatted(added.get().line(), added.get().message()));
        }
        String fingerprint = context.language().fingerprint(text);
        if (fingerprint.equals(context.language().fingerprint(context.source()))) {
            return new Blocked(RailName.NOOP, "The program would be the same as the one it starts from.");
        }
        Integer earlier = context.fingerprints().get(fingerprint);
        if (earlier != null) {
            return new Blocked(
                    RailName.DUPLICATE,
                    earlier == 0
                            ? "This program is the baseline."
                            : "Experiment %d already tried this program.".formatted(earlier));
        }
        Map<String, KnobValue> changes = configuration.differencesFrom(context.base());
        return new Passed(
                new Candidate(text, fingerprint, configuration, changes, describe(changes, context.base(), reason)));
    }

    /// The first use that was not there before; what the person's own program does is the person's business.
    private static Optional<Problem> added(List<Problem> before, List<Problem> after) {
        List<String> known =
                new ArrayList<>(before.stream().map(Problem::message).toList());
        return after.stream()
                .filter(problem -> !known.remove(problem.message()))
                .findFirst();
    }

    private static String describe(Map<String, KnobValue> changes, Configuration base, String reason) {
        if (changes.isEmpty()) {
            return reason.lines().findFirst().orElse("edit");
        }
        return base.turned(changes);
    }
}
