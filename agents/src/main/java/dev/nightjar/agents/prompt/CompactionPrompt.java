package dev.nightjar.agents.prompt;

import dev.nightjar.agents.model.Schema;
import dev.nightjar.core.ledger.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks to make the standing lessons fewer.
public final class CompactionPrompt {

    private CompactionPrompt() {}

    /// @param tokens that they may have afterwards
    public static Prompt of(List<Event.Lesson> standing, int tokens) {
        String system = """
                You keep the lessons of a research run short. Answer with one JSON object, and nothing else:

                {"lessons": [{"text": "…", "experiments": [1, 2], "retires": [1, 4]}]}

                Each lesson of the answer takes the place of those that it retires: merge what says the same, keep the experiments that show it, and give up what is too \
                weak to matter by retiring it with a lesson that is near it. A lesson that is not retired stays as it is.""";
        String user = new Section("Lessons that stand, by their numbers", LessonText.lines(standing)).rendered()
                + "Make them fit into %d words. Invent nothing.".formatted(tokens * 3 / 4);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("lessons", AnswerFormat.lessons());
        return new Prompt(system, user, Optional.of(new Schema("lessons", AnswerFormat.object(answer))));
    }
}
