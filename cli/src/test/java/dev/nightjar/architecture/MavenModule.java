package dev.nightjar.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The module map: what each module may import, of ours and of others'. The names are those of the folders and
/// packages.
enum MavenModule {
    WIRE,
    CORPUS,
    SANDBOX,
    CORE("tools.jackson..", "com.fasterxml.jackson.annotation.."),
    LAB("tools.jackson..", "org.tomlj..", "com.ezylang.."),
    SEARCH("org.hipparchus.."),
    AGENTS(
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..",
            "dev.langchain4j..",
            "org.tomlj..",
            "com.agentclientprotocol..",
            "reactor.."),
    EXECUTION("tools.jackson.."),
    JUDGING,
    ANALYSIS("tools.jackson.."),
    VIEWS("tools.jackson.."),
    TRAINING("org.bytedeco.."),
    CLI("tools.jackson..", "picocli..", "sun.misc..");

    private static final Set<MavenModule> LEAVES = EnumSet.of(WIRE, CORPUS, SANDBOX);
    private static final List<String> EVERYWHERE = List.of("java..", "javax..", "jdk..", "com.sun..", "org.jspecify..");

    private final List<String> libraries;

    MavenModule(String... libraries) {
        this.libraries = List.of(libraries);
    }

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    String packages() {
        return "dev.nightjar." + folder() + "..";
    }

    DescribedPredicate<JavaClass> classes() {
        return JavaClass.Predicates.resideInAPackage(packages());
    }

    /// The packages that classes of this module may depend on, as ArchUnit patterns.
    String[] allowed() {
        return Stream.of(
                        EVERYWHERE.stream(),
                        libraries.stream(),
                        Stream.of(packages()),
                        imports().stream().map(MavenModule::packages))
                .flatMap(patterns -> patterns)
                .toArray(String[]::new);
    }

    /// Leaves import nothing but `corpus → wire`; adapters `core` and leaves, never each other but `views →
    /// analysis`.
    private Set<MavenModule> imports() {
        return switch (this) {
            case WIRE, SANDBOX, CORE -> EnumSet.noneOf(MavenModule.class);
            case CORPUS, TRAINING -> EnumSet.of(WIRE);
            case LAB, SEARCH, AGENTS, EXECUTION, JUDGING, ANALYSIS -> leavesAnd(CORE);
            case VIEWS -> leavesAnd(CORE, ANALYSIS);
            case CLI -> EnumSet.complementOf(EnumSet.of(TRAINING));
        };
    }

    private static Set<MavenModule> leavesAnd(MavenModule... others) {
        Set<MavenModule> modules = EnumSet.copyOf(LEAVES);
        modules.addAll(Arrays.asList(others));
        return modules;
    }
}
