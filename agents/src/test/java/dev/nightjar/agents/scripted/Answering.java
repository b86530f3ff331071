package dev.nightjar.agents.scripted;

import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A model that answers from a script.
public final class Answering implements Model {

    public final List<Question> asked = new ArrayList<>();
    private final Function<Question, String> script;

    public Answering(Function<Question, String> script) {
        this.script = script;
    }

    @Override
    public String name() {
        return "wise";
    }

    @Override
    public Answer ask(Question question) {
        asked.add(question);
        return new Answer(script.apply(question), Scripted.costing(name(), 0.5), false);
    }
}
