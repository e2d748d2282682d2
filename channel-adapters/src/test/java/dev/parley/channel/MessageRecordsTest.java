package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.config.binding.ChannelType;
import dev.parley.config.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageRecordsTest {
  private static final Instant WROTE = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void theWindowClosesADayAfterTheContactWrote() {
    var window = new ServiceWindow(WROTE, Duration.ofHours(24));
    Duration margin = Duration.ofMinutes(5);
    assertThat(window.isOpen(WROTE, margin)).isTrue();
    assertThat(window.isOpen(WROTE.plus(Duration.ofMinutes(1434)), margin)).isTrue();
    assertThat(window.isOpen(WROTE.plus(Duration.ofMinutes(1435)), margin)).isFalse();
    assertThat(window.closesAt()).isEqualTo(WROTE.plus(Duration.ofDays(1)));
  }

  @Test
  void aPersonPrintsAsStars() {
    var sender = new Sender("US.1", Optional.of("+1650"), Optional.of("US.1"), Optional.of("Ann"));
    assertThat(sender.toString()).doesNotContain("1650").doesNotContain("Ann");
    var account =
        new ChannelAccount(
            ChannelType.SMS, "+1", Map.of(), Map.of("auth_token", Secret.of("hidden")));
    assertThat(account.toString()).doesNotContain("hidden");
    assertThatThrownBy(() -> Sender.ofIds(Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPersonIsKnownByTheStrongestId() {
    assertThat(Sender.ofIds(Optional.of("+1650"), Optional.of("US.1")).address()).isEqualTo("US.1");
    assertThat(Sender.ofIds(Optional.of("+1650"), Optional.empty()).address()).isEqualTo("+1650");
  }
}
