package dev.nightjar.agents.notes;

import dev.nightjar.agents.answer.Plain;
import dev.nightjar.agents.prompt.Coverage;
import dev.nightjar.agents.prompt.Figure;
import dev.nightjar.agents.prompt.Noise;
import dev.nightjar.agents.prompt.Remembered;
import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Knob;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Policy;
import dev.nightjar.core.lab.Menu;
import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.ledger.Event;
import dev.nightjar.core.ledger.Event.Decided;
import dev.nightjar.core.run.Experiment;
import dev.nightjar.core.run.RunState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// `notes.md`: the run as a page to read, from goal to what to try next. Rendered from the state; nothing reads
/// it back.
public final class NotesPage {

    private static final int HINTS = 5;

    private final RunState state;
    private final Lab lab;
    private final Menu menu;
    private final Remembered notes;

    private NotesPage(RunState state, Lab lab, Menu menu) {
        this.state = state;
        this.lab = lab;
        this.menu = menu;
        this.notes = Remembered.of(state);
    }

    /// As Markdown.
    public static String of(RunState state, Lab lab, Menu menu) {
        NotesPage page = new NotesPage(state, lab, menu);
        StringBuilder text = new StringBuilder();
        text.append("# Notes of run %s\n\n".formatted(state.run().tag()));
        text.append(
                "Written by Nightjar after each experiment from the run's ledger. What is changed here is lost; `nightjar tell` is heard.\n\n");
        page.section(text, "Goal", page.goal());
        page.section(text, "Files in scope", page.files());
        page.section(text, "Constraints", page.constraints());
        page.section(text, "Where it stands", page.standing());
        page.section(text, "What has been learned", page.lessons());
        page.section(text, "What to try next", page.next());
        page.section(text, "What was tried", page.tried());
        return text.toString().stripTrailing() + "\n";
    }

    private void section(StringBuilder text, String title, String body) {
        text.append("## ")
                .append(title)
                .append("\n\n")
                .append(body.isBlank() ? "Nothing yet." : body.strip())
                .append("\n\n");
    }

    private String goal() {
        Lab.Metric metric = lab.metric();
        return "%s\n\nThe metric is `%s`, %s is better, %s. A trial gets %s."
                .formatted(
                        lab.goal(),
                        metric.name(),
                        metric.direction() == Direction.LOWER ? "lower" : "higher",
                        switch (metric.judge()) {
                            case SEALED -> "measured by the sealed judge";
                            case SEPARATE -> "measured by a frozen evaluator";
                            case REPORTED -> "reported by the program itself";
                        },
                        lab.train().budget());
    }

    private String files() {
        String may =
                lab.scope() == Scope.EDIT ? "may be rewritten" : "only its constants that the menu names may change";
        return "- `%s`: %s\n- everything else: may not change".formatted(lab.editable(), may);
    }

    private String constraints() {
        String gate = lab.gate().policy() == Policy.STRICT
                ? "any measured gain is kept"
                : String.format(
                        Locale.ROOT,
                        "a gain of at least %s %% is kept",
                        100 * lab.gate().minimumGain());
        return "- Gate: %s.\n- Memory: %d MiB.\n%s"
                .formatted(
                        gate,
                        lab.train().memoryBytes() >> 20,
                        menu.constraints().stream()
                                .map(constraint -> "- `%s`: %s\n".formatted(constraint.expression(), constraint.doc()))
                                .collect(Collectors.joining()));
    }

    private String standing() {
        Optional<RunState.Program> baseline = state.baseline();
        Optional<RunState.Program> incumbent = state.incumbent();
        if (baseline.isEmpty() || incumbent.isEmpty()) {
            return "";
        }
        String best = incumbent.get().experiment() == 0
                ? "no experiment is better yet"
                : "experiment %d is the incumbent with %s, %s"
                        .formatted(
                                incumbent.get().experiment(),
                                Figure.metric(incumbent.get().value()),
                                Figure.gain(
                                        lab.metric().direction(),
                                        incumbent.get().value(),
                                        baseline.get().value()));
        String noise = Noise.of(state)
                .map(known -> " Noise: %s (%s).".formatted(Figure.metric(known.deviation()), known.source()))
                .orElse("");
        return "After %d experiments: the baseline has %s, %s.%s"
                .formatted(state.decided().size(), Figure.metric(baseline.get().value()), best, noise);
    }

    private String lessons() {
        return state.words().standing().stream()
                .map(lesson ->
                        "%d. %s%s\n".formatted(lesson.id(), text(lesson.lesson().text(), 400), shownBy(lesson)))
                .collect(Collectors.joining());
    }

    private static String shownBy(Event.Lesson lesson) {
        return lesson.lesson().experiments().isEmpty()
                ? ""
                : lesson.lesson().experiments().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", " (experiments ", ")"));
    }

    private String next() {
        StringBuilder text = new StringBuilder();
        state.words().told().forEach(word -> text.append("- The person: %s\n".formatted(text(word.text(), 400))));
        state.words().noted().reversed().stream()
                .filter(noted -> noted.notes().get("plan") instanceof String)
                .findFirst()
                .ifPresent(noted -> text.append("- Plan: %s\n"
                        .formatted(text(String.valueOf(noted.notes().get("plan")), 800))));
        state.decided().reversed().stream()
                .filter(experiment ->
                        notes.note(experiment.number(), "next_action_hint").isPresent())
                .limit(HINTS)
                .forEach(experiment -> text.append("- After experiment %d: %s\n"
                        .formatted(
                                experiment.number(),
                                text(
                                        notes.note(experiment.number(), "next_action_hint")
                                                .orElseThrow(),
                                        600))));
        List<Knob> never = new Coverage(state).neverTurned(menu);
        if (!never.isEmpty()) {
            text.append("- Never turned: %s\n"
                    .formatted(never.stream().map(Knob::name).collect(Collectors.joining(", "))));
        }
        return text.toString();
    }

    private String tried() {
        return state.decided().reversed().stream().map(this::one).collect(Collectors.joining());
    }

    private String one(Experiment experiment) {
        int number = experiment.number();
        StringBuilder text = new StringBuilder("- **%d, %s**: %s"
                .formatted(number, experiment.status().orElseThrow().text(), text(experiment.description(), 200)));
        text.append(" (").append(text(experiment.proposed().proposer(), 60)).append(")\n");
        add(text, "hypothesis", notes.note(number, "hypothesis"));
        add(text, "arch_change", notes.note(number, "arch_change"));
        add(text, "size", notes.edit(number).map(edit -> edit.simplicity().text()));
        add(text, "result", Optional.of(result(experiment)));
        add(text, "next_action_hint", notes.note(number, "next_action_hint"));
        return text.toString();
    }

    private String result(Experiment experiment) {
        OptionalDouble reference = experiment.decided().map(Decided::reference).orElse(OptionalDouble.empty());
        if (experiment.metric().isEmpty() || reference.isEmpty()) {
            return experiment.reason();
        }
        return "%s %s, %s"
                .formatted(
                        lab.metric().name(),
                        Figure.metric(experiment.metric().getAsDouble()),
                        Figure.gain(
                                lab.metric().direction(), experiment.metric().getAsDouble(), reference.getAsDouble()));
    }

    private static void add(StringBuilder text, String name, Optional<String> value) {
        value.filter(line -> !line.isBlank())
                .ifPresent(line -> text.append("  - %s: %s\n".formatted(name, text(line, 600))));
    }

    /// On one line, without what Markdown would take for a mark of its own.
    private static String text(String value, int longest) {
        return Plain.line(value, longest).replace("<", "&lt;").replace("`", "'").replace("[", "\\[");
    }
}
