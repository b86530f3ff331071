package dev.nightjar.lab.source;

import dev.nightjar.core.lab.KnobValue;
import dev.nightjar.core.rails.SourceLanguage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Java, by the JDK's own parser.
public final class JavaSource implements SourceLanguage {

    private final Memo<JavaProgram> programs = new Memo<>(JavaProgram::parse);

    @Override
    public Optional<Problem> syntax(String source) {
        return programs.of(source).error();
    }

    @Override
    public Map<String, KnobValue> constants(String source) {
        Map<String, KnobValue> values = new LinkedHashMap<>();
        programs.of(source).constants().forEach((name, constant) -> values.put(name, constant.value()));
        return values;
    }

    @Override
    public String rewrite(String source, Map<String, KnobValue> constants) {
        Map<String, JavaConstant> known = programs.of(source).constants();
        Patch patch = new Patch(source);
        constants.forEach((name, value) -> {
            JavaConstant constant = known.get(name);
            if (constant == null) {
                throw Patch.unknown(name);
            }
            patch.replace(constant.start(), constant.end(), constant.render(value));
        });
        return patch.apply();
    }

    @Override
    public String fingerprint(String source) {
        return programs.of(source).fingerprint();
    }

    @Override
    public List<Problem> forbidden(String source) {
        return ForbiddenRule.inJava(programs.of(source).uses());
    }
}
