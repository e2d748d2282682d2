package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.channel.http.OutgoingLimits;
import dev.parley.channel.sms.SmsSettings;
import dev.parley.channel.whatsapp.WhatsAppLimits;
import dev.parley.channel.whatsapp.WhatsAppSettings;
import dev.parley.config.settings.Secret;
import dev.parley.config.settings.Settings;
import dev.parley.config.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelSettingsTest {
  private static final URI OURS = URI.create("https://agents.example");

  private static Settings settings(Map<String, String> environment) {
    return Settings.load(environment, Path.of("no-such-file.yaml"));
  }

  @Test
  void withoutAnySettingTheDefaultsHold() {
    Settings none = settings(Map.of());
    assertThat(SmsSettings.read(none, OURS))
        .isEqualTo(SmsSettings.defaults(OURS, SmsSettings.TWILIO));
    assertThat(WhatsAppSettings.read(none))
        .isEqualTo(WhatsAppSettings.defaults(WhatsAppSettings.META));
    assertThat(WhatsAppSettings.read(none).limits()).isEqualTo(WhatsAppLimits.DEFAULTS);
    assertThat(MediaLimits.read(none)).isEqualTo(MediaLimits.DEFAULTS);
    assertThat(OutgoingLimits.read(none)).isEqualTo(OutgoingLimits.DEFAULTS);
  }

  @Test
  void everythingCanBeSet() {
    Settings some =
        settings(
            Map.of(
                "PARLEY_TWILIO_URL", "http://127.0.0.1:9000/",
                "PARLEY_SMS_SEGMENTS_MAX", "4",
                "PARLEY_TWILIO_MEDIA_HOSTS", "a.example, b.example",
                "PARLEY_WHATSAPP_VERSION", "v25.0",
                "PARLEY_WHATSAPP_APP_SECRET", "one",
                "PARLEY_WHATSAPP_APP_SECRET_PREVIOUS", "two",
                "PARLEY_WHATSAPP_BUTTONS_MAX", "2",
                "PARLEY_WHATSAPP_WINDOW", "23h",
                "PARLEY_MEDIA_TYPES", "image/*,application/pdf",
                "PARLEY_CHANNEL_CALL_TIMEOUT", "5s"));
    assertThat(SmsSettings.read(some, OURS).apiUrl())
        .isEqualTo(URI.create("http://127.0.0.1:9000"));
    assertThat(SmsSettings.read(some, OURS).segmentsMax()).isEqualTo(4);
    assertThat(SmsSettings.read(some, OURS).mediaHosts())
        .isEqualTo(Set.of("a.example", "b.example"));
    WhatsAppSettings meta = WhatsAppSettings.read(some);
    assertThat(meta.version()).isEqualTo("v25.0");
    assertThat(meta.appSecrets()).containsExactly(Secret.of("one"), Secret.of("two"));
    assertThat(meta.limits().buttonsMax()).isEqualTo(2);
    assertThat(meta.serviceWindow()).isEqualTo(Duration.ofHours(23));
    assertThat(MediaLimits.read(some).takes("image/anything")).isTrue();
    assertThat(MediaLimits.read(some).takes("audio/ogg")).isFalse();
    assertThat(OutgoingLimits.read(some).call()).isEqualTo(Duration.ofSeconds(5));
    assertThat(some.unused()).isEmpty();
  }

  @Test
  void aLimitOfAnotherWorldStopsTheStart() {
    assertThatThrownBy(
            () -> SmsSettings.read(settings(Map.of("PARLEY_SMS_TEXT_CHARS_MAX", "9999")), OURS))
        .isInstanceOf(SettingsException.class);
  }
}
