package dev.nightjar.agents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agents.http.Endpoint;
import dev.nightjar.agents.http.Provider;
import dev.nightjar.agents.http.Where;
import dev.nightjar.agents.model.Scaffold;
import dev.nightjar.agents.money.AtLimit;
import dev.nightjar.agents.money.Price;
import dev.nightjar.agents.money.SpendingLimits;
import dev.nightjar.core.error.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightjarTomlTest {

    @TempDir
    Path lab;

    @TempDir
    Path home;

    private Settings read(String ofLab, String ofPerson) {
        try {
            Files.writeString(lab.resolve(NightjarToml.NAME), ofLab);
            Files.writeString(home.resolve(NightjarToml.NAME), ofPerson);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return NightjarToml.read(lab, home.resolve(NightjarToml.NAME));
    }

    private void refuses(String ofLab, String... parts) {
        assertThatThrownBy(() -> read(ofLab, ""))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\nMaybe ")
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void withoutAFileThereAreOnlyPrices() {
        Settings settings = NightjarToml.read(lab, home.resolve("nothing.toml"));

        assertThat(settings.models()).isEmpty();
        assertThat(settings.limits()).isEqualTo(SpendingLimits.NONE);
        assertThat(settings.proposer().kind()).isEmpty();
        assertThat(settings.prices().of("gpt-4.1-mini")).hasValue(new Price(0.40, 1.60, 0.10));
    }

    @Test
    void readsEveryKey() {
        Settings settings = read("""
                [models.small]
                provider = "ollama"
                base_url = "http://10.0.0.7:11434/v1/"
                model = "qwen3:8b"
                key_env = "BOX_KEY"
                where = "here"
                timeout = "90s"
                max_tokens = 2000
                temperature = 0.7
                stream = true
                scaffold = "large"

                [prices."qwen3:8b"]
                in = 0.1
                out = 0.2

                [limits]
                tokens_per_run = 1000
                money_per_run = 1.5
                tokens_per_day = 2000
                money_per_day = 3
                at_limit = "stop"

                [proposer]
                kind = "hybrid"
                model = "small"

                [proposer.hybrid]
                share = 0.3
                after = 10
                """, "");

        ModelSettings small = settings.model("small");
        Endpoint endpoint = small.endpoint();
        assertThat(endpoint.provider()).isEqualTo(Provider.OLLAMA);
        assertThat(endpoint.baseUrl()).isEqualTo(URI.create("http://10.0.0.7:11434/v1"));
        assertThat(endpoint.model()).isEqualTo("qwen3:8b");
        assertThat(endpoint.keyVariable()).hasValue("BOX_KEY");
        assertThat(endpoint.where()).isEqualTo(Where.HERE);
        assertThat(endpoint.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(endpoint.maxTokens()).hasValue(2000);
        assertThat(endpoint.temperature()).hasValue(0.7);
        assertThat(endpoint.stream()).isTrue();
        assertThat(small.scaffold()).isEqualTo(Scaffold.LARGE);
        assertThat(settings.prices().of("qwen3:8b")).hasValue(new Price(0.1, 0.2, 0.1));
        assertThat(settings.limits().tokensPerRun()).hasValue(1000);
        assertThat(settings.limits().moneyPerRun()).hasValue(1.5);
        assertThat(settings.limits().tokensPerDay()).hasValue(2000);
        assertThat(settings.limits().moneyPerDay()).hasValue(3);
        assertThat(settings.limits().atLimit()).isEqualTo(AtLimit.STOP);
        assertThat(settings.proposer().kind()).hasValue("hybrid");
        assertThat(settings.proposer().model()).hasValue("small");
        Section hybrid = settings.proposer().table().section("hybrid");
        assertThat(hybrid.number("share", 0, 1)).hasValue(0.3);
        assertThat(hybrid.whole("after", 0, 100)).hasValue(10);
    }

    @Test
    void defaultsFollowFromProviderAndAddress() {
        Settings settings = read("""
                [models.local]
                provider = "vllm"
                model = "m"
                [models.paid]
                provider = "anthropic"
                model = "claude-sonnet-4-5"
                [models.other]
                base_url = "http://gpu.example:8000/v1"
                model = "m"
                """, "");

        ModelSettings local = settings.model("local");
        assertThat(local.endpoint().baseUrl()).isEqualTo(URI.create("http://127.0.0.1:8000/v1"));
        assertThat(local.endpoint().where()).isEqualTo(Where.HERE);
        assertThat(local.endpoint().keyVariable()).isEmpty();
        assertThat(local.endpoint().timeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(local.scaffold()).isEqualTo(Scaffold.SMALL);
        ModelSettings paid = settings.model("paid");
        assertThat(paid.endpoint().keyVariable()).hasValue("ANTHROPIC_API_KEY");
        assertThat(paid.endpoint().where()).isEqualTo(Where.ELSEWHERE);
        assertThat(paid.scaffold()).isEqualTo(Scaffold.LARGE);
        assertThat(settings.model("other").endpoint().provider()).isEqualTo(Provider.OPENAI_COMPATIBLE);
        assertThat(settings.model("other").endpoint().keyVariable()).isEmpty();
    }

    @Test
    void theLabsKeysGoBeforeThePersonsOneByOne() {
        Settings settings = read("""
                [models.small]
                temperature = 0.2
                [limits]
                money_per_run = 1
                """, """
                [models.small]
                provider = "ollama"
                model = "qwen3:8b"
                temperature = 0.9
                [models.big]
                provider = "openai"
                model = "gpt-5"
                [limits]
                money_per_run = 9
                money_per_day = 30
                """);

        assertThat(settings.models().keySet()).containsExactly("small", "big");
        assertThat(settings.model("small").endpoint().temperature()).hasValue(0.2);
        assertThat(settings.model("small").endpoint().model()).isEqualTo("qwen3:8b");
        assertThat(settings.limits().moneyPerRun()).hasValue(1);
        assertThat(settings.limits().moneyPerDay()).hasValue(30);
    }

    @Test
    void anErrorNamesTheFileItIsIn() {
        assertThatThrownBy(() -> read(
                        "[models.small]\ntemperature = 0.2\n", "[models.small]\nprovider = \"ollama\"\nmodel = 7\n"))
                .hasMessageContaining(home.resolve(NightjarToml.NAME) + ", line 3")
                .hasMessageContaining("[models.small] model is the whole number 7; expected a text");
    }

    @Test
    void saysWhatIsWrongWhereAndWhatWasExpected() {
        refuses("[models.a]\nmodel = \"m\"\n", "line 1: [models.a] has no base_url", "base_url = \"http://");
        refuses("[models.a]\nprovider = \"olama\"\nmodel = \"m\"\n", "line 2", "\"olama\"", "\"ollama\" is meant");
        refuses("[models.a]\nprovider = \"ollama\"\n", "line 1", "has no model");
        refuses(
                "[models.a]\nprovider = \"ollama\"\nmodle = \"m\"\n",
                "line 3",
                "unknown key (modle)",
                "\"model\" is meant");
        refuses("[models.a]\nprovider = \"ollama\"\nmodel = \"m\"\ntemperature = 3\n", "line 4", "from 0 to 2");
        refuses("[models.a]\nprovider = \"ollama\"\nmodel = \"m\"\ntimeout = 30\n", "line 4", "\"90s\"");
        refuses("[models.a]\nprovider = \"ollama\"\nmodel = \"m\"\nwhere = \"there\"\n", "\"here\" or \"elsewhere\"");
        refuses("[models.a]\nbase_url = \"10.0.0.7:8000\"\nmodel = \"m\"\n", "line 2", "address");
        refuses("[prices.m]\nin = 1\n", "has no out");
        refuses("[limits]\nmoney_per_run = -1\n", "line 2", "number");
        refuses("[limits]\nat_limit = \"halt\"\n", "\"continue\" or \"stop\"");
        refuses("[model.a]\n", "line 1", "unknown key (model)", "\"models\" is meant");
        refuses("[models\n", "line 1", "not TOML");
        refuses("models = 3\n", "a table [models]");
    }

    @ParameterizedTest
    @CsvSource({
        "key_env = 'sk-ant-api03-abcdefghijk'",
        "key_env = 'gsk_abcdefghijk0123456789'",
        "base_url = 'https://user:gsk_abcdefghijk0123456789@host/v1'",
        "base_url = 'https://host/v1?key=gsk_abcdefghijk0123456789'",
        "key = 'gsk_abcdefghijk0123456789'"
    })
    void aKeyInTheFileIsRefusedAndNotShown(String line) {
        assertThatThrownBy(() -> read("[models.a]\nmodel = 'm'\nprovider = 'openai'\n" + line + "\n", ""))
                .isInstanceOf(UserError.class)
                .satisfies(e ->
                        assertThat(e.getMessage()).doesNotContain("abcdefghijk").contains("line 4", "Maybe"));
    }

    @Test
    void aLabCannotSendThePersonsKeySomewhereElse() {
        assertThatThrownBy(() -> read(
                        "[models.big]\nbase_url = \"https://collector.example/v1\"\n",
                        "[models.big]\nprovider = \"openai\"\nmodel = \"gpt-5\"\nkey_env = \"OPENAI_API_KEY\"\n"))
                .hasMessageContaining(lab.resolve(NightjarToml.NAME) + ", line 2")
                .hasMessageContaining("key_env");

        Settings usual = read(
                "[models.big]\nbase_url = \"https://collector.example/v1\"\n",
                "[models.big]\nprovider = \"openai\"\nmodel = \"gpt-5\"\n");
        assertThat(usual.model("big").endpoint().keyVariable()).isEmpty();
    }

    @Test
    void aModelCanBeWrittenAsProviderAndName() {
        Settings settings = read("[models.small]\nprovider = \"ollama\"\nmodel = \"m\"\n", "");

        Endpoint router = settings.model("openrouter/mistralai/devstral").endpoint();
        assertThat(router.model()).isEqualTo("mistralai/devstral");
        assertThat(router.keyVariable()).hasValue("OPENROUTER_API_KEY");
        assertThatThrownBy(() -> settings.model("smal"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"small\" is meant");
        assertThatThrownBy(() -> settings.model("nobody/m")).isInstanceOf(UserError.class);
    }

    @Test
    void thePersonsFileIsWhereTheSystemKeepsConfiguration() {
        assertThat(NightjarToml.ofPerson(Map.of(), "/home/p"))
                .isEqualTo(Path.of("/home/p/.config/nightjar/nightjar.toml"));
        assertThat(NightjarToml.ofPerson(Map.of("XDG_CONFIG_HOME", "/etc/p"), "/home/p"))
                .isEqualTo(Path.of("/etc/p/nightjar/nightjar.toml"));
    }

    @Test
    void announcesLimitsThatNobodySetAndPricesThatNobodyKnows() {
        Settings settings = read("""
                [models.paid]
                provider = "openai"
                model = "gpt-5-mini"
                [models.unknown]
                provider = "openrouter"
                model = "somebody/new"
                [models.local]
                provider = "ollama"
                model = "m"
                """, "");

        assertThat(Models.announcements(settings, List.of(settings.model("paid"))))
                .singleElement()
                .asString()
                .contains("5.00", "20.00");
        assertThat(Models.announcements(settings, List.of(settings.model("unknown"))))
                .singleElement()
                .asString()
                .contains("5,000,000 tokens", "unknown");
        assertThat(Models.announcements(settings, List.of(settings.model("local"))))
                .isEmpty();
    }
}
