package dev.parley.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipientZonesTest {
  private static final ZoneId HOME = ZoneId.of("Europe/Lisbon");

  @ParameterizedTest
  @CsvSource({
    "+12125550123, America/New_York",
    "+14155550134, America/Los_Angeles",
    "+5511987654321, America/Sao_Paulo",
    "+4915123456789, Europe/Berlin",
    "+33612345678, Europe/Paris"
  })
  void aNumberTellsWhereItsOwnerIs(String phone, String zone) {
    assertThat(RecipientZones.of(Optional.of(phone), HOME)).containsExactly(ZoneId.of(zone));
  }

  @Test
  void aMobileNumberOfAWideCountryMayBeAnywhereInIt() {
    assertThat(RecipientZones.of(Optional.of("+61412345678"), HOME)).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"+99912345678", "US.13491208655302741918", "+1", "nobody"})
  void whereNothingIsKnownTheAgentsOwnZoneCounts(String address) {
    assertThat(RecipientZones.of(Optional.of(address), HOME)).isEqualTo(List.of(HOME));
    assertThat(RecipientZones.of(Optional.empty(), HOME)).isEqualTo(List.of(HOME));
  }
}
