package dev.nightjar.agents.transcript;

import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.Question;

/// Writes down what it is asked and what came of it, before anybody sees it.
public final class Recorded implements Model {

    private final Model inner;
    private final Transcript transcript;

    public Recorded(Model inner, Transcript transcript) {
        this.inner = inner;
        this.transcript = transcript;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Answer ask(Question question) {
        try {
            Answer answer = inner.ask(question);
            transcript.write(Exchange.Type.EXCHANGE, name(), question, new Exchange.Outcome.Answered(answer));
            return answer;
        } catch (ModelException e) {
            transcript.write(Exchange.Type.EXCHANGE, name(), question, new Exchange.Outcome.Failed(e));
            throw e;
        }
    }
}
