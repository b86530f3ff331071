package dev.nightjar.agents.coding;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of the person's environment an agent gets: what programs need to run and to find their settings, and
/// the keys that this agent is there to use. Everything else stays here.
final class AgentEnvironment {

    private static final Set<String> USUAL = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "NODE_EXTRA_CA_CERTS",
            "REQUESTS_CA_BUNDLE",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy");

    /// Shorter values are words that may stand anywhere.
    private static final int SHORTEST_SECRET = 8;

    private final Map<String, String> own;
    private final Set<String> keys;

    /// @param own the person's
    AgentEnvironment(Map<String, String> own, Set<String> keys) {
        this.own = Map.copyOf(own);
        this.keys = Set.copyOf(keys);
    }

    Map<String, String> of(Path folder, Path temporary) {
        Map<String, String> environment = new LinkedHashMap<>();
        own.forEach((name, value) -> {
            if (USUAL.contains(name) || keys.contains(name)) {
                environment.put(name, value);
            }
        });
        environment.put("PWD", folder.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("TERM", "dumb");
        environment.put("NO_COLOR", "1");
        environment.put("CI", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_CEILING_DIRECTORIES", String.valueOf(folder.getParent()));
        return environment;
    }

    /// A text without the values of the agent's keys, which some tools print when they fail.
    String hide(String text) {
        String hidden = text;
        List<String> secrets = keys.stream()
                .filter(name -> name.contains("KEY") || name.contains("TOKEN"))
                .filter(own::containsKey)
                .map(name -> own.getOrDefault(name, ""))
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .toList();
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }
}
