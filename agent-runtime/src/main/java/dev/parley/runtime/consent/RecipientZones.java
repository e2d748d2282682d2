package dev.parley.runtime.consent;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;

/// Where the owner of a telephone number may be: every time zone of the number's prefix. A mobile
/// number tells its country, and a free-phone number half a continent. Thread-safe.
public final class RecipientZones {
  private RecipientZones() {}

  /// Read on first use: some tens of kilobytes.
  private static final class Maps {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberToTimeZonesMapper ZONES =
        PhoneNumberToTimeZonesMapper.getInstance();
  }

  /// @param phone in E.164; empty where the contact hides it
  /// @param home the agent's own zone, where nothing better is known
  /// @return one zone or more
  public static List<ZoneId> of(Optional<String> phone, ZoneId home) {
    List<ZoneId> zones = phone.map(RecipientZones::byPrefix).orElse(List.of());
    return zones.isEmpty() ? List.of(home) : zones;
  }

  private static List<ZoneId> byPrefix(String phone) {
    try {
      return Maps.ZONES.getTimeZonesForNumber(Maps.NUMBERS.parse(phone, "ZZ")).stream()
          .filter(ZoneRulesProvider.getAvailableZoneIds()::contains)
          .filter(id -> !id.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
          .map(ZoneId::of)
          .distinct()
          .toList();
    } catch (NumberParseException e) {
      // No number: a vendor's id of the person.
      return List.of();
    }
  }
}
