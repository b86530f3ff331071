package dev.nightjar.agents.prompt;

import dev.nightjar.core.lab.Direction;
import dev.nightjar.core.lab.Lab;
import dev.nightjar.core.lab.Lab.GatePolicy.Compare;
import java.util.Locale;

/// The part of a prompt that stays the same all night: what the research is about and what may be changed.
final class TaskText {

    private static final String ROLE = """
            You are a researcher who improves a training program, one experiment at a time, without a person in between. Each experiment is one change: you \
            propose it, rails check it, a trial trains with it within a fixed budget, a judge measures it, and it is kept only if it is a real improvement.
            """;

    private TaskText() {}

    static String of(Lab lab) {
        return ROLE + "\n" + new Section("The lab", lab(lab)).rendered()
                + new Section("What may change", mayChange(lab)).rendered();
    }

    private static String lab(Lab lab) {
        Lab.Metric metric = lab.metric();
        return """
                Name: %s
                Goal: %s
                Metric: %s, %s is better. %s
                Budget of every trial: %s. It is the same for all, so what costs more of it for a step takes fewer steps.%s
                Memory of a trial: at most %s MiB.
                A change is kept if it is %s%s.
                At an equal metric the simpler program is the better one.""".formatted(
                        lab.name(),
                        lab.goal(),
                        metric.name(),
                        metric.direction() == Direction.LOWER ? "lower" : "higher",
                        judge(metric),
                        lab.train().budget(),
                        lab.train()
                                .cudaBudget()
                                .map(budget -> " On a GPU it is %s.".formatted(budget))
                                .orElse(""),
                        lab.train().memoryBytes() >> 20,
                        switch (lab.gate().policy()) {
                            case STRICT -> "better";
                            case THRESHOLD ->
                                String.format(
                                        Locale.ROOT,
                                        "better by at least %s %%",
                                        Figure.small(100 * lab.gate().minimumGain()));
                        },
                        lab.gate().compare() == Compare.BASELINE
                                ? " than the baseline; every candidate is the baseline plus one change"
                                : " than the incumbent, and becomes the incumbent");
    }

    private static String judge(Lab.Metric metric) {
        return switch (metric.judge()) {
            case SEALED ->
                "A judge measures it outside the program, on rows of %d tokens that the program never saw."
                        .formatted(metric.context());
            case SEPARATE -> "A frozen evaluator measures it outside the program.";
            case REPORTED -> "The program prints it.";
        };
    }

    private static String mayChange(Lab lab) {
        return switch (lab.scope()) {
            case KNOB ->
                "Only the knobs of the menu, each within its range%s. A proposal outside the menu or a range is blocked, and so is one that was tried before."
                        .formatted(
                                lab.search().changes().isPresent()
                                        ? ", and at most %d at a time"
                                                .formatted(
                                                        lab.search().changes().getAsInt())
                                        : "; one change at a time teaches more than five");
            case EDIT -> """
                All of %1$s, and no other file. These are checked, and what fails costs no trial but comes back to you:
                - It is a program: it parses, compiles, and takes one step.
                - Every constant that the menu names is still there, holds a literal, and lies in its range.
                - It keeps to the contract with the engine: what the program prints, reads and saves for it stays as it is.
                - No new use of processes, the network, files, reflection, native code, code made at run time, the environment, or seeds and randomness of its own.
                - It is another program than every one that was tried; comments and white space make no difference.
                - No characters that nobody sees.
                Improve the training, never the measurement.""".formatted(lab.editable());
        };
    }

    /// The person's own instructions; of very long ones the middle is left out.
    static Section program(String text, int mostTokens) {
        int most = 4 * mostTokens;
        int head = most * 2 / 3;
        return new Section(
                "The person's instructions (program.md)",
                text.length() <= most
                        ? text
                        : text.substring(0, head) + "\n… (left out)\n" + text.substring(text.length() - (most - head)));
    }
}
