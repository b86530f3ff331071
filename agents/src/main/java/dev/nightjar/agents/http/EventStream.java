package dev.nightjar.agents.http;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.nightjar.agents.model.ModelException.Kind;
import java.util.regex.Pattern;

/// Server-sent events as the WHATWG's HTML standard has them (section 9.2.6). A stream that ends before the model did
/// is no answer: langchain4j would take what had come as all there is.
final class EventStream {

    private static final Pattern LAST = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");

    private final Complaints complaints;
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private boolean ended;

    EventStream(Complaints complaints) {
        this.complaints = complaints;
    }

    void read(String body, ServerSentEventListener listener) {
        body.lines().forEach(line -> take(line, listener));
        dispatch(listener);
        if (!ended) {
            throw complaints.bad(
                    "ended its stream before its answer", "the server was stopped, or a gateway cut it off.");
        }
    }

    private void take(String line, ServerSentEventListener listener) {
        if (line.isEmpty()) {
            dispatch(listener);
        } else if (line.startsWith("event:")) {
            event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
            data.append(data.isEmpty() ? "" : "\n")
                    .append(line.substring("data:".length()).strip());
        }
    }

    private void dispatch(ServerSentEventListener listener) {
        String said = data.toString();
        String type = event;
        data.setLength(0);
        event = "";
        if (said.isEmpty()) {
            return;
        }
        if (type.equals("error") || said.startsWith("{\"error\"")) {
            throw complaints.of(
                    Kind.OVERLOADED,
                    "failed in the middle of its answer: \"%s\"".formatted(Snippet.ofError(said)),
                    "it has too much to do.");
        }
        ended |= said.equals("[DONE]")
                || type.equals("message_stop")
                || LAST.matcher(said).find();
        listener.onEvent(new ServerSentEvent(type.isEmpty() ? null : type, said));
    }
}
