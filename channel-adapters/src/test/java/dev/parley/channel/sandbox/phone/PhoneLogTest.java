package dev.parley.channel.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.sandbox.MediaFile;
import dev.parley.channel.sandbox.PhoneEvent;
import dev.parley.channel.sandbox.PhoneMessage;
import dev.parley.config.binding.ChannelType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a page asks the log for.
class PhoneLogTest {
  private static final String OURS = "+15005550006";
  private static final String ANN = "+12125550123";
  private static final PhoneLog.Key KEY = new PhoneLog.Key(ChannelType.SMS, OURS, ANN);

  private final PhoneLog log = new PhoneLog();

  private static PhoneEvent shown(String id) {
    return new PhoneEvent.Shown(
        OURS, ANN, PhoneMessage.text(id, false, "Hi", Instant.parse("2026-11-22T10:00:00Z")));
  }

  @Test
  void tellsOnlyWhatIsNewOnThisPhone() {
    log.of(ChannelType.SMS).happened(shown("SM1"));
    log.of(ChannelType.WHATSAPP).happened(shown("wamid.1"));
    log.of(ChannelType.SMS).happened(new PhoneEvent.Typing(OURS, "+12125550199"));
    log.of(ChannelType.SMS).happened(shown("SM2"));
    List<PhoneLog.Numbered> all = log.after(KEY, 0, Duration.ZERO);
    assertThat(all)
        .extracting(PhoneLog.Numbered::event)
        .containsExactly(shown("SM1"), shown("SM2"));
    assertThat(log.after(KEY, all.getFirst().number(), Duration.ZERO))
        .extracting(PhoneLog.Numbered::event)
        .containsExactly(shown("SM2"));
  }

  @Test
  void keepsFilesApartFromTheLog() {
    MediaFile file = new MediaFile("image/png", "a.png", new byte[] {1, 2});
    PhoneMessage message =
        PhoneMessage.withMedia(
            "MM1", true, "text", "", List.of(file), Instant.parse("2026-11-22T10:00:00Z"));
    log.of(ChannelType.SMS).happened(new PhoneEvent.Shown(OURS, ANN, message));
    PhoneEvent.Shown kept = (PhoneEvent.Shown) log.after(KEY, 0, Duration.ZERO).getFirst().event();
    assertThat(kept.message().mediaBytes()).isZero();
    assertThat(kept.message().media().getFirst().name()).isEqualTo("a.png");
    assertThat(log.file(KEY, "MM1")).contains(file);
    assertThat(log.file(new PhoneLog.Key(ChannelType.SMS, OURS, "+12125550199"), "MM1")).isEmpty();
  }

  @Test
  void wakesWhoeverWaits() throws Exception {
    CompletableFuture<List<PhoneLog.Numbered>> waiting =
        CompletableFuture.supplyAsync(() -> log.after(KEY, 0, Duration.ofSeconds(30)));
    log.of(ChannelType.SMS).happened(shown("SM1"));
    assertThat(waiting.get(20, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void forgetsTheOldestEvents() {
    for (int i = 0; i < 2_010; i++) {
      log.of(ChannelType.SMS).happened(shown("SM" + i));
    }
    List<PhoneLog.Numbered> all = log.after(KEY, 0, Duration.ZERO);
    assertThat(all).hasSize(2_000);
    assertThat(all.getLast().event()).isEqualTo(shown("SM2009"));
  }
}
