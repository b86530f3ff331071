package dev.nightjar.agents.prompt;

import dev.nightjar.agents.model.Scaffold;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts prompts together. The same context gives the same text, to the last character.
public final class Prompts {

    private static final int LEAST_HISTORY = 300;
    private static final int RECENT = 3;

    private Prompts() {}

    /// Asks for the next proposal.
    ///
    /// @param extra what a combinator wants to be seen, such as an optimizer's state
    public static Prompt propose(ProposalContext context, PromptSettings settings, List<Section> extra) {
        return question(context, settings, extra, AnswerFormat.of(context.lab(), false), false);
    }

    /// Asks a strong model to look back, write down what was learnt and what is to be tried, and propose.
    public static Prompt review(ProposalContext context, PromptSettings settings, List<Section> extra) {
        List<Section> sections = new ArrayList<>(extra);
        sections.add(new Section("Review", """
                You see this run from time to time; another, cheaper model proposes in between and reads what you leave. Look back over everything that was tried: \
                what helped, what did not, what was never tried and should be, what is noise. Write lessons that hold (and retire those that do not), a plan of a few \
                sentences for the next experiments, and the next proposal."""));
        return question(context, settings, sections, AnswerFormat.of(context.lab(), true), true);
    }

    private static Prompt question(
            ProposalContext context, PromptSettings settings, List<Section> extra, String format, boolean review) {
        Lab lab = context.lab();
        String system = TaskText.of(lab)
                + new Section("How to answer", format).rendered()
                + TaskText.program(context.program(), settings.tokens() / 3).rendered();
        List<Section> before = before(context, settings);
        List<Section> after = after(context, settings, extra);
        int history = settings.tokens() - Tokens.of(system) - Tokens.of(rendered(before)) - Tokens.of(rendered(after));
        String user = rendered(before)
                + table(context.state(), Math.max(LEAST_HISTORY, history)).rendered()
                + rendered(after)
                + "Now propose experiment %d%s. Answer in the form described above."
                        .formatted(
                                context.number(),
                                context.refusals().isEmpty()
                                        ? ""
                                        : ", try " + (context.refusals().size() + 1));
        return new Prompt(system.strip(), user, AnswerFormat.schema(lab, context.menu(), review));
    }

    /// What changes least comes first, so that providers can keep it.
    private static List<Section> before(ProposalContext context, PromptSettings settings) {
        List<Section> sections = new ArrayList<>();
        if (context.lab().scope() == Scope.EDIT) {
            sections.add(SourceText.of(context));
        }
        sections.add(MenuText.of(context.menu(), knobs(context, settings), context.base()));
        sections.add(StandingText.of(context.state(), context.lab(), context.number()));
        return sections;
    }

    private static List<Section> after(ProposalContext context, PromptSettings settings, List<Section> extra) {
        RunState state = context.state();
        Remembered notes = Remembered.of(state);
        OptionalDouble noise = Noise.betweenSeeds(state);
        List<Section> sections = new ArrayList<>();
        sections.add(FullText.of(state, Row.all(state, notes), notes, noise, RECENT));
        sections.add(LessonText.of(state, 2 * settings.lessonTokens()));
        sections.add(LessonText.plan(state));
        sections.add(new Coverage(state).section(context.menu(), turnable(context, settings)));
        if (context.lab().scope() == Scope.EDIT) {
            sections.add(UntouchedParts.section(
                    state, context.source(), context.lab().editable()));
        }
        sections.addAll(extra);
        sections.add(PersonText.of(state, context.number()));
        sections.add(DirectionText.afterFailures(context, notes));
        if (settings.scaffold() == Scaffold.SMALL) {
            sections.add(DirectionText.menu(context, turnable(context, settings)));
        }
        sections.add(RefusalText.of(context));
        return sections;
    }

    /// Everything that was tried, as one table.
    static Section table(RunState state, int tokens) {
        OptionalDouble noise = Noise.betweenSeeds(state);
        return new Section(
                "Everything that was tried: change | outcome | metric | against what it was compared with",
                new HistoryTable(Row.all(state, Remembered.of(state)), noise).within(tokens));
    }

    private static List<Knob> knobs(ProposalContext context, PromptSettings settings) {
        boolean few = settings.scaffold() == Scaffold.SMALL && context.lab().scope() == Scope.KNOB;
        return few
                ? Families.inTurn(context.menu(), context.number())
                : context.menu().knobs();
    }

    /// Those of them that have an effect.
    private static List<Knob> turnable(ProposalContext context, PromptSettings settings) {
        Set<String> idle = context.menu().idle(context.base());
        return knobs(context, settings).stream()
                .filter(knob -> !idle.contains(knob.name()))
                .toList();
    }

    private static String rendered(List<Section> sections) {
        return sections.stream().map(Section::rendered).collect(Collectors.joining());
    }
}
