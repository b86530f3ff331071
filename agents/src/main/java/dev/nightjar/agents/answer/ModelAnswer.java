package dev.nightjar.agents.answer;

import dev.nightjar.core.lab.Scope;
import dev.nightjar.core.proposal.Proposal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a model said, taken apart.
///
/// @param proposal for the rails; where none could be found, the whole answer, for the first rail to refuse
/// @param unusable why no proposal could be found, for the model to read
/// @param remarks  what it said besides
public record ModelAnswer(Proposal proposal, Optional<String> unusable, Remarks remarks) {

    /// Characters of an answer without a proposal that are kept.
    static final int LONGEST_RAW = 64 * 1024;

    /// Characters of an answer that are looked at: from its end, where answers stand.
    static final int LONGEST_READ = 8 * 1024 * 1024;

    /// The same for an edit, which is a file at most.
    static final int LONGEST_EDIT = 2 * 1024 * 1024;

    private static final String NO_REASON = "An edit without a word about why.";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// The proposal in an answer in scope `KNOB`: JSON, letter for letter.
    public static ModelAnswer knobs(String answer) {
        String text = readable(answer, LONGEST_READ);
        Spoken spoken = Spoken.in(text);
        Remarks remarks = spoken.around().map(Remarks::in).orElse(Remarks.NONE);
        return spoken.proposal()
                .map(raw -> new ModelAnswer(new Proposal.Unparsed(raw), Optional.empty(), remarks))
                .orElseGet(() -> unusable(
                        answer,
                        text.isBlank()
                                ? "The answer is empty."
                                : "The answer holds no JSON object with a proposal, or it was cut off before its end.",
                        remarks));
    }

    /// The proposal in an answer in scope `EDIT`: a new text of the file, or JSON.
    public static ModelAnswer edit(String answer, Sources sources) {
        String text = readable(answer, LONGEST_EDIT);
        Spoken spoken = Spoken.in(withoutPrograms(text));
        Remarks remarks = spoken.around().map(Remarks::in).orElse(Remarks.NONE);
        try {
            if (spoken.proposal().isPresent() && !Blocks.in(Lines.of(text))) {
                return json(spoken.proposal().get(), sources, remarks);
            }
            Optional<String> edited = EditText.in(text, sources);
            if (edited.isPresent()) {
                String reason = spoken.proposal()
                        .flatMap(ModelAnswer::reason)
                        .or(() -> remarks.note("hypothesis"))
                        .or(() -> remarks.note("arch_change"))
                        .orElseGet(() -> firstSentence(text));
                return new ModelAnswer(new Proposal.Edit(edited.get(), reason), Optional.empty(), remarks);
            }
            return unusable(
                    answer,
                    text.isBlank()
                            ? "The answer is empty."
                            : "The answer holds neither search/replace blocks, nor a diff, nor the whole file, nor a proposal as JSON.",
                    remarks);
        } catch (Unusable e) {
            return unusable(answer, String.valueOf(e.getMessage()), remarks);
        }
    }

    /// In the scope of a lab.
    public static ModelAnswer of(String answer, Scope scope, Sources sources) {
        return switch (scope) {
            case KNOB -> knobs(answer);
            case EDIT -> edit(answer, sources);
        };
    }

    /// An edit as JSON stays as it was written unless its text is blocks or a diff.
    private static ModelAnswer json(String raw, Sources sources, Remarks remarks) throws Unusable {
        ModelAnswer asWritten = new ModelAnswer(new Proposal.Unparsed(raw), Optional.empty(), remarks);
        Map<?, ?> read;
        try {
            read = JSON.readValue(raw, Map.class);
        } catch (JacksonException e) {
            return asWritten;
        }
        boolean plain = read.size() == 2 && read.get("edit") instanceof String && read.get("reason") instanceof String;
        if (!plain) {
            return asWritten;
        }
        String text = EditText.in(sources, String.valueOf(read.get("edit")));
        return new ModelAnswer(new Proposal.Edit(text, String.valueOf(read.get("reason"))), Optional.empty(), remarks);
    }

    private static Optional<String> reason(String raw) {
        return JsonMember.of(raw).stream()
                .filter(member -> member.key().equals("reason"))
                .map(member -> Plain.line(member.value().replaceAll("^\"|\"$", ""), Remarks.LONGEST))
                .findFirst();
    }

    private static ModelAnswer unusable(String answer, String why, Remarks remarks) {
        String raw = Plain.encodable(answer).strip();
        return new ModelAnswer(new Proposal.Unparsed(Plain.bounded(raw, LONGEST_RAW)), Optional.of(why), remarks);
    }

    private static String readable(String answer, int longest) {
        String end = answer.length() <= longest ? answer : answer.substring(answer.length() - longest);
        return Thoughts.without(Plain.encodable(end));
    }

    /// Without fenced programs, in which braces mean something else.
    private static String withoutPrograms(String answer) {
        List<String> lines = Lines.of(answer);
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (Fence fence : Fence.all(lines)) {
            String body = String.join("\n", fence.lines()).strip();
            if (!body.startsWith("{") && !body.startsWith("[{")) {
                kept.append(String.join("\n", lines.subList(from, fence.from())))
                        .append('\n');
                from = fence.to();
            }
        }
        return kept.append(String.join("\n", lines.subList(from, lines.size()))).toString();
    }

    /// Of the prose before the edit.
    private static String firstSentence(String text) {
        return Lines.of(text).stream()
                .map(line -> Plain.line(line, 400))
                .takeWhile(line -> !line.startsWith("```") && !line.startsWith("<<<<<") && !line.startsWith("@@"))
                .filter(line -> line.length() > 12 && line.indexOf(' ') > 0 && !line.startsWith("---"))
                .filter(line -> !line.startsWith("{") && !line.startsWith("+++"))
                .findFirst()
                .map(line -> line.split("(?<=[.!?]) ", 2)[0])
                .orElse(NO_REASON);
    }
}
