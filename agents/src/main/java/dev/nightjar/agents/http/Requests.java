package dev.nightjar.agents.http;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.nightjar.agents.model.Question;
import dev.nightjar.agents.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// A question as langchain4j has it.
record Requests(Endpoint endpoint) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    ChatRequest of(Question question, Set<Concession> concessions) {
        List<ChatMessage> messages = new ArrayList<>();
        if (!question.system().isBlank()) {
            messages.add(SystemMessage.from(question.system()));
        }
        messages.add(UserMessage.from(question.user()));
        return ChatRequest.builder()
                .messages(messages)
                .parameters(parameters(question, concessions))
                .build();
    }

    private ChatRequestParameters parameters(Question question, Set<Concession> concessions) {
        return switch (endpoint.provider().dialect()) {
            case OPENAI -> {
                OpenAiChatRequestParameters.Builder builder = OpenAiChatRequestParameters.builder();
                fill(builder, question, concessions);
                if (concessions.contains(Concession.COMPLETION_TOKENS)) {
                    builder.maxCompletionTokens(mostTokens(question));
                } else {
                    builder.maxOutputTokens(mostTokens(question));
                }
                yield builder.build();
            }
            case ANTHROPIC -> {
                DefaultChatRequestParameters.Builder<?> builder = DefaultChatRequestParameters.builder();
                fill(builder, question, concessions);
                builder.maxOutputTokens(mostTokens(question));
                yield builder.build();
            }
        };
    }

    private void fill(DefaultChatRequestParameters.Builder<?> builder, Question question, Set<Concession> concessions) {
        if (!concessions.contains(Concession.NO_TEMPERATURE)) {
            endpoint.temperature().ifPresent(builder::temperature);
        }
        if (!concessions.contains(Concession.NO_SCHEMA)) {
            question.schema().map(Requests::format).ifPresent(builder::responseFormat);
        }
    }

    int mostTokens(Question question) {
        return endpoint.maxTokens().orElse(question.maxTokens());
    }

    private static ResponseFormat format(Schema schema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(schema.name())
                        .rootElement(JsonRawSchema.from(JSON.writeValueAsString(schema.json())))
                        .build())
                .build();
    }
}
