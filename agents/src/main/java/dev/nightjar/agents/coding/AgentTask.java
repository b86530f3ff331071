package dev.nightjar.agents.coding;

import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.proposal.Proposal;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.ProposalContext;
import dev.nightjar.core.run.Refusal;
import dev.nightjar.core.run.RunState;
import dev.nightjar.core.run.Words;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a coding agent is told: a template with its placeholders filled in. The lab's own template is
/// `agent-prompt.md`.
///
/// Placeholders: `{file}`, `{goal}`, `{metric}`, `{direction}`, `{incumbent}`, `{program}`, `{menu}`,
/// `{history}`, `{lessons}`, `{plan}`, `{told}`, `{refusals}`, `{minutes}`.
final class AgentTask {

    /// In the lab's folder, tracked.
    static final String TEMPLATE = "agent-prompt.md";

    static final String USUAL = """
            # Task

            Improve `{file}` by one change, and nothing else. It is a training program; a judge will run it within a fixed budget and
            measure **{metric}** ({direction} is better). {goal}

            The program as it is scores {incumbent}. Your change is kept only if it is better than that.

            ## Rules

            - Change `{file}` only. What you do to other files is thrown away.
            - One idea, as small as it can be tested. At an equal number the simpler program is the better one.
            - You cannot run the training here: there is no data, and the trial comes later. Do not try to.
            - The values of the menu's constants stay within their ranges.
            - Keep the program's contract with its engine: what it prints, reads and saves.
            - You have {minutes} minutes. Stop when the file is as you want it.

            When you are done, end your last message with one line `Hypothesis: …` that says what you changed and why it should
            help, and, if you learned something from the history, one line `Lesson: …`.

            ## What the person says

            {program}
            {told}
            ## The menu

            {menu}

            ## What was tried

            {history}
            {lessons}{plan}{refusals}
            """;

    private static final int LAST = 60;
    private static final int LONGEST_REASON = 6_000;

    private AgentTask() {}

    static String text(String template, ProposalContext context, Duration limit) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("{file}", context.lab().editable());
        values.put("{goal}", context.lab().goal());
        values.put("{metric}", context.lab().metric().name());
        values.put(
                "{direction}",
                switch (context.lab().metric().direction()) {
                    case LOWER -> "lower";
                    case HIGHER -> "higher";
                });
        values.put("{incumbent}", incumbent(context.state()));
        values.put(
                "{program}",
                context.program().isBlank() ? "Nothing." : context.program().strip());
        values.put("{menu}", menu(context));
        values.put("{history}", history(context.state()));
        values.put("{lessons}", lessons(context.state()));
        values.put("{plan}", plan(context.state()));
        values.put("{told}", told(context.state().words().told()));
        values.put("{refusals}", refusals(context.refusals()));
        values.put("{minutes}", Long.toString(Math.max(1, limit.toMinutes())));
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int here = at;
            Optional<String> name = template.charAt(at) == '{'
                    ? values.keySet().stream()
                            .filter(one -> template.startsWith(one, here))
                            .findFirst()
                    : Optional.empty();
            text.append(name.map(values::get).orElse(template.substring(at, at + 1)));
            at += name.map(String::length).orElse(1);
        }
        return text.toString();
    }

    private static String incumbent(RunState state) {
        return state.reference()
                .map(program -> String.format(Locale.ROOT, "%.6g", program.value()))
                .orElse("not known yet");
    }

    private static String menu(ProposalContext context) {
        String knobs = context.menu().knobs().stream()
                .map(knob -> "- `%s`: %s. %s".formatted(knob.constant(), knob.domain(), knob.doc()))
                .collect(Collectors.joining("\n"));
        return knobs.isEmpty() ? "It is empty." : knobs;
    }

    private static String history(RunState state) {
        List<Experiment> decided = state.decided();
        if (decided.isEmpty()) {
            return "Nothing yet.";
        }
        String table = decided.subList(Math.max(0, decided.size() - LAST), decided.size()).stream()
                .map(experiment -> "- %d %s: %s%s%s"
                        .formatted(
                                experiment.number(),
                                experiment.description(),
                                experiment.status().orElseThrow().text(),
                                experiment.metric().isPresent()
                                        ? String.format(
                                                Locale.ROOT,
                                                " %.6g",
                                                experiment.metric().getAsDouble())
                                        : "",
                                experiment.metric().isPresent() ? "" : " (" + bounded(experiment.reason(), 160) + ")"))
                .collect(Collectors.joining("\n"));
        return decided.size() <= LAST ? table : "The last %d of %d:\n%s".formatted(LAST, decided.size(), table);
    }

    private static String lessons(RunState state) {
        List<Event.Lesson> standing = state.words().standing();
        return standing.isEmpty()
                ? ""
                : standing.stream()
                        .map(lesson -> "- " + lesson.lesson().text())
                        .collect(Collectors.joining("\n", "\n## What was learned\n\n", "\n"));
    }

    /// The last that a reviewer wrote down.
    private static String plan(RunState state) {
        return state.words().noted().reversed().stream()
                .map(noted -> noted.notes().get("plan"))
                .filter(String.class::isInstance)
                .findFirst()
                .map(plan -> "\n## The plan\n\n%s\n".formatted(plan))
                .orElse("");
    }

    private static String told(List<Words.Told> told) {
        return told.isEmpty()
                ? ""
                : told.stream()
                        .map(word -> "- " + word.text().strip())
                        .collect(Collectors.joining("\n", "\nDuring this run, the latest last:\n\n", "\n"));
    }

    /// What is quoted from logs is fenced: it is material.
    private static String refusals(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Your tries for this experiment did not pass\n");
        for (Refusal refusal : refusals) {
            text.append("\n%s (%s):\n\n```text\n%s\n```\n"
                    .formatted(
                            refusal.proposal() instanceof Proposal.Edit edit ? bounded(edit.reason(), 300) : "A try",
                            refusal.rail().map(rail -> "refused by " + rail).orElse("it crashed"),
                            bounded(refusal.reason().strip(), LONGEST_REASON).replace("```", "'''")));
        }
        return text.append("\nMend it, or propose something else.\n").toString();
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
