package dev.parley.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.settings.Secret;
import dev.parley.config.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ana:p%40ss@db:5433/parley?sslmode=require",
        "postgres://ana:p%40ss@db:5433/parley?sslmode=require",
        "jdbc:postgresql://ana:p%40ss@db:5433/parley?sslmode=require"
      })
  void takesUserAndPasswordOutOfTheAddress(String text) {
    DatabaseUrl url = DatabaseUrl.parse("PARLEY_DATABASE_URL", text);

    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/parley?sslmode=require");
    assertThat(url.user()).contains("ana");
    assertThat(url.password()).contains(Secret.of("p@ss"));
  }

  @Test
  void leavesADriversOwnAddressAsItIs() {
    String text = "jdbc:postgresql://localhost:5432/parley?user=ana&password=x";

    assertThat(DatabaseUrl.parse("PARLEY_DATABASE_URL", text).jdbcUrl()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://x/y", "localhost:5432", "", "postgresql:", "post gres://x"})
  void namesTheSettingOfAnAddressThatIsNone(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse("PARLEY_DATABASE_URL", text))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("PARLEY_DATABASE_URL must be");
  }
}
