package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.whatsapp.AcceptedWhatsApp;
import dev.parley.channel.sandbox.whatsapp.WhatsAppContact;
import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vendor that takes one message to one contact in a while.
class PacingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration EVERY = Duration.ofMillis(1500);

  @Test
  void oneContactsPaceIsKeptWithoutAComplaint(@TempDir Path data) throws IOException {
    // The vendor counts from when a message arrives, and it may arrive late: ours is much slower.
    try (WhatsAppOffice office = office(data, EVERY.multipliedBy(2))) {
      office.ann.says("Hello, I need an offer");
      office.ann.awaitReceived(1, PATIENCE);
      office.ann.says("I'm Ann Lee");
      office.ann.awaitReceived(2, PATIENCE);
      office.ann.says("4");
      office.ann.awaitReceived(3, PATIENCE);

      List<Instant> toAnn =
          office.meta.accepted().stream()
              .filter(one -> office.ann.address().endsWith(one.to()))
              .map(AcceptedWhatsApp::at)
              .toList();
      assertThat(toAnn).hasSize(3);
      for (int i = 1; i < toAnn.size(); i++) {
        assertThat(Duration.between(toAnn.get(i - 1), toAnn.get(i))).isGreaterThanOrEqualTo(EVERY);
      }
    }
  }

  @Test
  void oneContactsPaceHoldsUpNobodyElse(@TempDir Path data) throws IOException {
    try (WhatsAppOffice office = office(data, PATIENCE.multipliedBy(10))) {
      office.ann.says("Hello, I need an offer");
      office.ann.awaitReceived(1, PATIENCE);
      office.ann.says("I'm Ann Lee");
      await()
          .atMost(PATIENCE)
          .until(
              () -> office.conversation().at("/answers/full_name/status").asText(),
              "answered"::equals);

      WhatsAppContact bob = office.meta.contact("+16505551299");
      bob.says("Hello, I need an offer too");
      bob.awaitReceived(1, PATIENCE);

      assertThat(office.ann.received()).hasSize(1);
    }
  }

  /// @param pairEvery by which we send; the vendor's own is [#EVERY]
  private static WhatsAppOffice office(Path data, Duration pairEvery) throws IOException {
    WhatsAppLimits vendor = WhatsAppLimits.VENDOR;
    WhatsAppLimits slow =
        new WhatsAppLimits(vendor.window(), EVERY, 1, vendor.perSecond(), vendor.mediaUrl(), false);
    Map<String, String> settings =
        Map.of(
            "PARLEY_QUIET_WINDOW", "20ms",
            "PARLEY_WHATSAPP_PAIR_EVERY", pairEvery.toString(),
            "PARLEY_WHATSAPP_PAIR_BURST", "1",
            // A refusal would show: nothing would come within the test's patience.
            "PARLEY_WHATSAPP_PAIR_RETRY_AFTER", "10m");
    return new WhatsAppOffice(data, Office.BRIEF_AGENT, settings, slow);
  }
}
