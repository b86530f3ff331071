package dev.nightjar.cli.bench.rails;

import dev.nightjar.core.rails.RailName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a bench found, for programs. The names are stable; new ones may be added.
///
/// ```
/// lab                                    its folder
/// block_recall, clean_pass, right_rail   shares, 0 to 1
/// perfect                                whether all three are 1
/// counts {unsafe, blocked, clean, passed, named, by_rail, skipped}
/// cases                                  [{id, line, expect, expected_rail, verdict, rail, explanation, right}]
/// ```
public final class RailBenchJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RailBenchJson() {}

    public static String of(RailBench bench) {
        RailScore score = bench.score();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("lab", bench.lab().toString());
        json.put("block_recall", score.blockRecall());
        json.put("clean_pass", score.cleanPass());
        json.put("right_rail", score.rightRail());
        json.put("perfect", score.perfect());
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("unsafe", score.unsafe());
        counts.put("blocked", score.blocked());
        counts.put("clean", score.clean());
        counts.put("passed", score.passed());
        counts.put("named", score.named());
        counts.put("by_rail", score.byRail());
        counts.put("skipped", bench.skipped().size());
        json.put("counts", counts);
        List<Map<String, @Nullable Object>> cases =
                bench.results().stream().map(RailBenchJson::one).toList();
        json.put("cases", cases);
        return JSON.writeValueAsString(json);
    }

    private static Map<String, @Nullable Object> one(RailResult result) {
        RailCase railCase = result.railCase();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", railCase.id());
        json.put("line", railCase.line());
        json.put("expect", railCase.expect().name().toLowerCase(Locale.ROOT));
        json.put("expected_rail", railCase.rail().map(RailName::id).orElse(null));
        json.put("verdict", result.rail().isPresent() ? "block" : "pass");
        json.put("rail", result.rail().map(RailName::id).orElse(null));
        json.put("explanation", result.explanation());
        json.put("right", result.right());
        return json;
    }
}
