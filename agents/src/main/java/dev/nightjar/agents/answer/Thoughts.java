package dev.nightjar.agents.answer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a model thought aloud before its answer. Drafts in it are no proposals.
final class Thoughts {

    private static final Pattern TAG = Pattern.compile("(?i)<(/?)(?:think|thinking|reasoning|scratchpad)>");
    private static final Pattern FINAL = Pattern.compile("<\\|channel\\|>\\s*final[^<\\n]{0,40}<\\|message\\|>");
    private static final Pattern END = Pattern.compile("<\\|(?:end|return|im_end|eot_id)\\|>\\s*$");

    private Thoughts() {}

    /// The answer without thoughts. One that never stops thinking is taken whole: some models forget the
    /// closing mark.
    static String without(String answer) {
        String spoken = END.matcher(closed(afterChannel(answer))).replaceFirst("");
        return spoken.isBlank() ? answer : spoken;
    }

    private static String afterChannel(String answer) {
        Matcher matcher = FINAL.matcher(answer);
        int start = 0;
        while (matcher.find()) {
            start = matcher.end();
        }
        return answer.substring(start);
    }

    /// Servers may swallow the opening mark, so a closing one without it ends everything before it.
    private static String closed(String answer) {
        Matcher matcher = TAG.matcher(answer);
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        int from = 0;
        while (matcher.find()) {
            boolean closing = !matcher.group(1).isEmpty();
            if (depth == 0 && closing) {
                kept.setLength(0);
            } else if (depth == 0) {
                kept.append(answer, from, matcher.start());
                depth = 1;
            } else {
                depth += closing ? -1 : 1;
            }
            from = matcher.end();
        }
        return depth > 0
                ? kept.toString()
                : kept.append(answer, from, answer.length()).toString();
    }
}
