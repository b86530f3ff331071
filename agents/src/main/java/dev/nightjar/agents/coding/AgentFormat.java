package dev.nightjar.agents.coding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How an agent's output says what it did and what that cost. What cannot be read costs nothing and says what
/// it says.
public enum AgentFormat {
    /// Text.
    PLAIN {
        @Override
        Said read(String output) {
            return Said.of(output);
        }
    },
    /// The messages of the Agent Client Protocol.
    ACP {
        @Override
        Said read(String output) {
            return Said.of(output);
        }
    },
    /// One object: `result`, `total_cost_usd`, `usage`.
    CLAUDE {
        @Override
        Said read(String output) {
            Map<?, ?> said = lastObject(output);
            if (!(said.get("result") instanceof String text)) {
                return Said.of(output);
            }
            Map<?, ?> usage = map(said.get("usage"));
            long cached = whole(usage.get("cache_read_input_tokens"));
            long in = whole(usage.get("input_tokens")) + whole(usage.get("cache_creation_input_tokens")) + cached;
            return new Said(text, in, whole(usage.get("output_tokens")), cached, money(said.get("total_cost_usd")));
        }
    },
    /// An event a line: `item.completed` holds a message, `turn.completed` the usage.
    CODEX {
        @Override
        Said read(String output) {
            Said said = Said.of("");
            for (String line : output.lines().toList()) {
                Map<?, ?> event = object(line);
                Map<?, ?> item = map(event.get("item"));
                if ("agent_message".equals(item.get("type")) && item.get("text") instanceof String text) {
                    said = said.saying(text);
                }
                if ("turn.completed".equals(event.get("type"))) {
                    Map<?, ?> usage = map(event.get("usage"));
                    said = said.using(
                            whole(usage.get("input_tokens")),
                            whole(usage.get("output_tokens")),
                            whole(usage.get("cached_input_tokens")));
                }
            }
            return said.text().isEmpty() ? said.saying(output) : said;
        }
    },
    /// One object: `response`, and `stats` with the tokens of each model.
    GEMINI {
        @Override
        Said read(String output) {
            Map<?, ?> said = lastObject(output);
            if (!(said.get("response") instanceof String text)) {
                return Said.of(output);
            }
            Said read = Said.of(text);
            for (Object model : map(map(said.get("stats")).get("models")).values()) {
                Map<?, ?> tokens = map(map(model).get("tokens"));
                read = read.using(
                        whole(tokens.get("prompt")), whole(tokens.get("candidates")), whole(tokens.get("cached")));
            }
            return read;
        }
    },
    /// Text, with lines such as `Tokens: 5.9k sent, 1.2k received. Cost: $0.02 message, $0.05 session.`
    AIDER {
        @Override
        Said read(String output) {
            long in = 0;
            long out = 0;
            double cost = 0;
            for (MatchResult line : TOKENS.matcher(output).results().toList()) {
                in += thousands(line.group(1));
                out += thousands(line.group(2));
            }
            Matcher costs = COST.matcher(output);
            while (costs.find()) {
                cost = money(Double.valueOf(costs.group(1))); // the session's, so the last counts
            }
            return new Said(output, in, out, 0, cost);
        }
    };

    /// What an agent said.
    ///
    /// @param text its last word
    /// @param cost in the currency that it counts in; 0 where it does not say
    record Said(String text, long tokensIn, long tokensOut, long tokensCached, double cost) {

        static Said of(String text) {
            return new Said(text, 0, 0, 0, 0);
        }

        Said saying(String other) {
            return new Said(other, tokensIn, tokensOut, tokensCached, cost);
        }

        Said using(long in, long out, long cached) {
            return new Said(text, tokensIn + in, tokensOut + out, tokensCached + cached, cost);
        }
    }

    private static final Pattern TOKENS =
            Pattern.compile("(?m)^Tokens: ([\\d.,]+[kM]?) sent,(?: [^\\n]*,)? ([\\d.,]+[kM]?) received");
    private static final Pattern COST = Pattern.compile("Cost: \\$[\\d.]+ message, \\$(\\d+(?:\\.\\d+)?) session");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_LINES = 400;

    abstract Said read(String output);

    /// The object on one line, or from the last line that begins one to the end: warnings come before it.
    private static Map<?, ?> lastObject(String output) {
        Map<?, ?> whole = object(output);
        if (!whole.isEmpty()) {
            return whole;
        }
        List<String> lines = output.lines().toList();
        for (int from = lines.size() - 1; from >= Math.max(0, lines.size() - MOST_LINES); from--) {
            if (lines.get(from).startsWith("{")) {
                Map<?, ?> one = object(lines.get(from));
                Map<?, ?> rest = one.isEmpty() ? object(String.join("\n", lines.subList(from, lines.size()))) : one;
                if (!rest.isEmpty()) {
                    return rest;
                }
            }
        }
        return Map.of();
    }

    private static Map<?, ?> object(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Map.of();
        }
        try {
            return Optional.<Map<?, ?>>ofNullable(JSON.readValue(text, Map.class))
                    .orElse(Map.of());
        } catch (JacksonException e) {
            return Map.of(); // a line that is no event
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }

    private static double money(@Nullable Object value) {
        double money = value instanceof Number number ? number.doubleValue() : 0;
        return Double.isFinite(money) ? Math.max(0, money) : 0;
    }

    private static long thousands(String text) {
        String digits = text.replace(",", "");
        char last = digits.charAt(digits.length() - 1);
        double factor = last == 'k' ? 1e3 : last == 'M' ? 1e6 : 1;
        try {
            return Math.round(
                    Double.parseDouble(factor == 1 ? digits : digits.substring(0, digits.length() - 1)) * factor);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
