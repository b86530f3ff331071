package dev.nightjar.agents.http;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.nightjar.agents.model.Answer;
import dev.nightjar.agents.model.Model;
import dev.nightjar.agents.model.ModelException;
import dev.nightjar.agents.model.ModelException.Kind;
import dev.nightjar.agents.model.Question;
import dev.nightjar.core.proposal.Account;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model at an [Endpoint]: one question, one request, no retry. Only where a server refuses what not every server has
/// (structured output, a temperature) the question is put once more without it, and that is remembered.
public final class HttpModel implements Model {

    /// Characters of an answer's text. More is no proposal.
    static final int LONGEST_TEXT = 1 << 20;

    private static final Question FIRST_WORD = new Question(0, 1, "probe", "", "Say yes.", Optional.empty(), 1);

    /// What OpenAI's reasoning models complain of when their one token went into a thought.
    private static final String SAID_NOTHING = "output limit was reached";

    private final Endpoint endpoint;
    private final Optional<Secret> secret;
    private final Complaints complaints;
    private final Requests requests;
    private final Chat chat;
    private volatile Set<Concession> concessions;

    private HttpModel(Endpoint endpoint, Optional<Secret> secret) {
        this.endpoint = endpoint;
        this.secret = secret;
        this.complaints = new Complaints(endpoint, secret);
        this.requests = new Requests(endpoint);
        this.chat = Chat.with(endpoint, secret);
        this.concessions = endpoint.provider() == Provider.OPENAI
                ? Collections.unmodifiableSet(EnumSet.of(Concession.COMPLETION_TOKENS))
                : Set.of();
    }

    /// @param environment where the endpoint's key is
    /// @throws dev.nightjar.core.error.UserError of kind `ENVIRONMENT` if it is not there
    public static HttpModel of(Endpoint endpoint, Map<String, String> environment) {
        return new HttpModel(endpoint, Secret.of(endpoint, environment));
    }

    @Override
    public String name() {
        return endpoint.name();
    }

    @Override
    public Answer ask(Question question) {
        long began = System.nanoTime();
        try {
            ChatResponse response = yielding(requests, question);
            return answer(question, response, seconds(began));
        } catch (ModelException e) {
            throw mayHaveCost(e)
                    ? e.costing(account(Usage.most(question, requests.mostTokens(question)), seconds(began)))
                    : e;
        }
    }

    /// How long it takes to say one word, whatever the word: a model that thinks first says none.
    Duration firstWord() {
        long began = System.nanoTime();
        try {
            yielding(new Requests(endpoint.withMaxTokens(1)), FIRST_WORD);
        } catch (ModelException e) {
            if (!String.valueOf(e.getMessage()).contains(SAID_NOTHING)) {
                throw e;
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private ChatResponse yielding(Requests requests, Question question) {
        EnumSet<Concession> made = EnumSet.noneOf(Concession.class);
        made.addAll(concessions);
        while (true) {
            try {
                ChatResponse response = chat.ask(requests.of(question, made));
                concessions = Collections.unmodifiableSet(made);
                return response;
            } catch (RuntimeException e) {
                StatusException refusal = find(StatusException.class, e).orElseThrow(() -> translated(e));
                made.add(Concession.next(
                                refusal, made, endpoint, question.schema().isPresent())
                        .orElseThrow(() -> complaints.refused(refusal)));
            }
        }
    }

    private Answer answer(Question question, ChatResponse response, double seconds) {
        String text =
                secret.map(key -> key.blackOut(text(response.aiMessage()))).orElseGet(() -> text(response.aiMessage()));
        Account account = account(Usage.of(response.tokenUsage(), question, text), seconds);
        boolean truncated = response.finishReason() == FinishReason.LENGTH;
        if (response.finishReason() == FinishReason.CONTENT_FILTER) {
            throw filtered().costing(account);
        }
        if (text.isBlank()) {
            throw (truncated
                            ? complaints.bad(
                                    "used all of its %d tokens before it said anything"
                                            .formatted(requests.mostTokens(question)),
                                    "it thinks for long: raise max_tokens in nightjar.toml.")
                            : complaints.bad("sent an answer without a text", "it is not a chat model."))
                    .costing(account);
        }
        if (text.length() > LONGEST_TEXT || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw complaints
                    .bad(
                            "sent a text that is too long (%d characters), or holds half a letter"
                                    .formatted(text.length()),
                            "it repeats itself: lower max_tokens.")
                    .costing(account);
        }
        return new Answer(text, account, truncated);
    }

    /// A call of a tool that it was not given is still what it wants to say.
    private static String text(AiMessage message) {
        if (message.hasToolExecutionRequests()) {
            String arguments = message.toolExecutionRequests().getFirst().arguments();
            if (arguments != null && !arguments.isBlank()) {
                return arguments;
            }
        }
        return message.text() == null ? "" : message.text();
    }

    /// What langchain4j throws when it cannot read an answer, in our words: its own may quote any part of it.
    private ModelException translated(RuntimeException e) {
        return find(ModelException.class, e)
                .or(() -> find(ContentFilteredException.class, e).map(_ -> filtered()))
                .orElseGet(() -> complaints.bad(
                        "sent an answer that cannot be read (%s)"
                                .formatted(root(e).getClass().getSimpleName()),
                        "base_url leads to something else, or it speaks another dialect: see provider."));
    }

    private ModelException filtered() {
        return complaints.of(
                Kind.REFUSED, "declined to answer", "a filter of the provider's found something in the prompt.");
    }

    private static boolean mayHaveCost(ModelException e) {
        return e.account().isEmpty() && (e.kind() == Kind.TIMEOUT || e.kind() == Kind.BAD_ANSWER);
    }

    private Account account(Usage usage, double seconds) {
        return new Account(endpoint.model(), 1, usage.in(), usage.out(), usage.cached(), 0, seconds);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
