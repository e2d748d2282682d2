package dev.parley.config.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.language.ModelAttempt.Tokens;
import dev.parley.config.language.ModelSettings.ConfiguredModel;
import dev.parley.config.language.ModelSettings.JsonMode;
import dev.parley.config.language.ModelSettings.Vendor;
import dev.parley.config.settings.Settings;
import dev.parley.config.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSettingsTest {
  private static ModelSettings read(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return ModelSettings.read(Settings.load(settings, Path.of("no-such-file.yaml")));
  }

  @Test
  void usesNoModelWhereNoneIsNamed() {
    assertThat(read().builtIn()).isTrue();
    assertThat(read("PARLEY_MODEL", "builtin").builtIn()).isTrue();
    assertThat(read("ANTHROPIC_API_KEY", "sk-ant-x").builtIn()).isTrue();
  }

  @Test
  void readsProvidersInFailoverOrder() {
    ModelSettings settings =
        read(
            "PARLEY_MODEL",
            "anthropic:claude-a, openai:gpt-b ,openai:llama3.2:3b@http://127.0.0.1:11434/v1,"
                + "builtin",
            "ANTHROPIC_API_KEY",
            "sk-ant-secret",
            "OPENAI_API_KEY",
            "sk-secret");
    assertThat(settings.providers())
        .extracting(ConfiguredModel::vendor)
        .containsExactly(Vendor.ANTHROPIC, Vendor.OPENAI, Vendor.OPENAI);
    assertThat(settings.providers())
        .extracting(ConfiguredModel::name)
        .containsExactly("anthropic:claude-a", "openai:gpt-b", "openai:llama3.2:3b");
    assertThat(settings.providers())
        .extracting(provider -> provider.baseUrl().toString())
        .containsExactly(
            "https://api.anthropic.com/v1",
            "https://api.openai.com/v1",
            "http://127.0.0.1:11434/v1");
    assertThat(settings.providers().get(2).key()).as("a key goes to its own server only").isEmpty();
  }

  @Test
  void printsNoKey() {
    ModelSettings settings =
        read("PARLEY_MODEL", "anthropic:claude-a", "ANTHROPIC_API_KEY", "sk-ant-secret");
    assertThat(settings.toString()).doesNotContain("sk-ant-secret");
    assertThat(settings.providers().getFirst().key().orElseThrow().reveal())
        .isEqualTo("sk-ant-secret");
  }

  @Test
  void addsTheVersionToABareAnthropicAddress() {
    ModelSettings settings =
        read("PARLEY_MODEL", "anthropic:m", "ANTHROPIC_BASE_URL", "https://gate.example/claude/");
    assertThat(settings.providers().getFirst().baseUrl())
        .hasToString("https://gate.example/claude/v1");
  }

  @Test
  void countsTheCostInMillionths() {
    ModelSettings settings =
        read(
            "PARLEY_MODEL",
            "openai:gpt-b,openai:gpt-c",
            "OPENAI_API_KEY",
            "k",
            "PARLEY_MODEL_PRICES",
            "openai:gpt-b=3/15/0.3/3.75, gpt-c=1/2");
    Tokens tokens = new Tokens(1000, 600, 100, 50);
    assertThat(settings.providers().get(0).price().orElseThrow().costMicros(tokens))
        .isEqualTo(300 * 3 + 180 + 375 + 50 * 15);
    assertThat(settings.providers().get(1).price().orElseThrow().costMicros(tokens))
        .isEqualTo(1000 + 100);
  }

  @Test
  void readsEveryLimit() {
    ModelSettings settings =
        read(
            "PARLEY_MODEL_FIRST_TEXT", "1ms",
            "PARLEY_MODEL_STALL", "2ms",
            "PARLEY_MODEL_TIMEOUT", "3ms",
            "PARLEY_MODEL_OUTPUT_TOKENS", "4",
            "PARLEY_MODEL_BACKGROUND_FIRST_TEXT", "5ms",
            "PARLEY_MODEL_BACKGROUND_STALL", "6ms",
            "PARLEY_MODEL_BACKGROUND_TIMEOUT", "7ms",
            "PARLEY_MODEL_BACKGROUND_OUTPUT_TOKENS", "8",
            "PARLEY_MODEL_RETRY_WAIT", "9ms",
            "PARLEY_MODEL_COOL_AFTER", "10",
            "PARLEY_MODEL_COOL", "11ms",
            "PARLEY_MODEL_CALLS", "12",
            "PARLEY_MODEL_REPLY_BYTES", "1300",
            "PARLEY_MODEL_TEMPERATURE", "0.5");
    assertThat(settings.turn()).isEqualTo(new ModelSettings.Budget(1, 2, 3, 4));
    assertThat(settings.background()).isEqualTo(new ModelSettings.Budget(5, 6, 7, 8));
    assertThat(settings.retryWaitMaxMillis()).isEqualTo(9);
    assertThat(settings.coolAfterFailures()).isEqualTo(10);
    assertThat(settings.coolMillis()).isEqualTo(11);
    assertThat(settings.callsMax()).isEqualTo(12);
    assertThat(settings.replyBytesMax()).isEqualTo(1300);
    assertThat(settings.temperature()).hasValue(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PARLEY_MODEL | gpt-4 | PARLEY_MODEL must be anthropic:<model>",
        "PARLEY_MODEL | gemini:x | PARLEY_MODEL must be anthropic:<model>",
        "PARLEY_MODEL | anthropic: | PARLEY_MODEL must be anthropic:<model>",
        "PARLEY_MODEL | anthropic:m | ANTHROPIC_API_KEY must be set",
        "PARLEY_MODEL | openai:m@http://u:p@h/v1 | holds no user name",
        "PARLEY_MODEL_IMAGES | maybe | must be auto, on or off",
        "PARLEY_MODEL_JSON | xml | must be auto, schema, tool or text",
        "PARLEY_MODEL_PRICES | m=1 | per million tokens",
        "PARLEY_MODEL_PRICES | m=1/x | per million tokens",
        "PARLEY_MODEL_PRICES | m=-1/2 | per million tokens",
        "PARLEY_MODEL_TEMPERATURE | 3 | from 0 to 2",
        "PARLEY_MODEL_TIMEOUT | 0s | a time from PT0.001S",
        "PARLEY_MODEL_CALLS | many | a whole number from 1 to",
      })
  void namesTheSettingThatIsWrong(String name, String value, String message) {
    String model = name.equals("PARLEY_MODEL") ? value : "openai:m@http://h/v1";
    assertThatThrownBy(() -> read("PARLEY_MODEL", model, name, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsHowJsonIsAskedFor() {
    assertThat(
            read("PARLEY_MODEL", "openai:m@http://h/v1", "PARLEY_MODEL_JSON", "Tool")
                .providers()
                .getFirst()
                .json())
        .isEqualTo(JsonMode.TOOL);
  }

  private static boolean sees(String model, String images) {
    return read(
            "PARLEY_MODEL",
            model,
            "ANTHROPIC_API_KEY",
            "sk-ant-secret",
            "OPENAI_API_KEY",
            "sk-secret",
            "PARLEY_MODEL_IMAGES",
            images)
        .providers()
        .getFirst()
        .images();
  }

  @Test
  void showsPicturesToModelsThatAreKnownToSeeOrAreSaidTo() {
    assertThat(sees("anthropic:claude-a", "auto")).isTrue();
    assertThat(sees("openai:gpt-b", "auto")).isTrue();
    assertThat(sees("openai:m@http://h/v1", "auto")).isFalse();
    assertThat(sees("openai:m@http://h/v1", "on")).isTrue();
    assertThat(sees("anthropic:claude-a", "off")).isFalse();
  }
}
