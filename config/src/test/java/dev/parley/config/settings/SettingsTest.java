package dev.parley.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void readsTheEnvironment() {
    assertThat(environment("PARLEY_PORT", "9090").whole("PARLEY_PORT", 8080, 0, 65535))
        .isEqualTo(9090);
  }

  @Test
  void readsTheFileAndLetsTheEnvironmentWin() throws IOException {
    Path file = folder.resolve("application.yaml");
    Files.writeString(file, "parley:\n  port: 7000\n  quiet-window: 1s\n");

    Settings settings = Settings.load(Map.of("PARLEY_PORT", "7001"), file);

    assertThat(settings.whole("PARLEY_PORT", 8080, 0, 65535)).isEqualTo(7001);
    assertThat(settings.duration("PARLEY_QUIET_WINDOW", Duration.ZERO, Duration.ZERO, hour()))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void takesTheDefaultWhereNothingIsSet() {
    assertThat(environment("PARLEY_PORT", " ").whole("PARLEY_PORT", 8080, 0, 65535))
        .isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "eighty", "1e3", "80 80"})
  void namesTheSettingWhoseNumberDoesNotFit(String value) {
    assertThatThrownBy(() -> environment("PARLEY_PORT", value).whole("PARLEY_PORT", 1, 0, 65535))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("PARLEY_PORT must be a whole number from 0 to 65535");
  }

  @ParameterizedTest
  @CsvSource({"250ms,PT0.25S", "5s,PT5S", "10m,PT10M", "2h,PT2H", "PT3S,PT3S"})
  void readsTimesAsPeopleWriteThem(String text, Duration expected) {
    assertThat(
            environment("PARLEY_QUIET_WINDOW", text)
                .duration(
                    "PARLEY_QUIET_WINDOW", Duration.ZERO, Duration.ZERO, hour().multipliedBy(9)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "5", "-5s", "2h", "99999999999s"})
  void refusesTimesOutOfBounds(String text) {
    assertThatThrownBy(
            () ->
                environment("PARLEY_QUIET_WINDOW", text)
                    .duration("PARLEY_QUIET_WINDOW", Duration.ZERO, Duration.ZERO, hour()))
        .isInstanceOf(SettingsException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "example.com", "http://", "http://a b"})
  void refusesAddressesThatAreNone(String text) {
    assertThatThrownBy(() -> environment("PARLEY_PUBLIC_URL", text).url("PARLEY_PUBLIC_URL"))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void tellsWhichNamesNobodyKnows() {
    Settings settings = environment("PARLEY_PROT", "1");
    settings.text("PARLEY_PORT");

    assertThat(settings.unused()).containsExactly("PARLEY_PROT");
  }

  private Settings environment(String name, String value) {
    return Settings.load(Map.of(name, value), folder.resolve("none.yaml"));
  }

  private static Duration hour() {
    return Duration.ofHours(1);
  }
}
