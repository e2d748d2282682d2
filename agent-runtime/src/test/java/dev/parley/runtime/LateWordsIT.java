package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.sandbox.whatsapp.WhatsAppLimits;
import dev.parley.runtime.driver.Milestones.Milestone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A message that reaches the inbox while its conversation is being closed.
class LateWordsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> QUICK =
      Map.of("PARLEY_QUIET_WINDOW", "20ms", "PARLEY_SWEEP_EVERY", "200ms");

  private final AtomicReference<Runnable> beforeCommit = new AtomicReference<>(() -> {});
  private final Semaphore inInbox = new Semaphore(0);

  private void reached(Milestone milestone) {
    if (milestone == Milestone.MESSAGE_IN_INBOX) {
      inInbox.release();
    } else if (milestone == Milestone.BEFORE_TURN_COMMIT) {
      beforeCommit.getAndSet(() -> {}).run();
    }
  }

  private WhatsAppOffice office(Path data) throws IOException {
    return new WhatsAppOffice(
        data, Office.BRIEF_AGENT, QUICK, WhatsAppLimits.NO_RATES, this::reached);
  }

  /// The contact says this while the commit that closes the conversation is about to begin.
  private void sayWhileClosing(WhatsAppOffice office, String words) {
    office.ann.says("I'm Ann Lee");
    office.ann.awaitReceived(1, PATIENCE);
    beforeCommit.set(
        () -> {
          inInbox.drainPermits();
          office.ann.says(words);
          inInbox.acquireUninterruptibly();
        });
    office.ann.says("4");
  }

  @Test
  void aQuestionBeginsTheNextConversation(@TempDir Path data) throws IOException {
    try (WhatsAppOffice office = office(data)) {
      sayWhileClosing(office, "Do you work on the old roofs of schools as well?");

      assertThat(office.ann.awaitReceived(3, PATIENCE))
          .extracting(message -> message.text().contains("How many people?"))
          .containsExactly(true, false, true);
      assertThat(office.ann.received().get(1).text()).contains("Someone will call you.");
      assertThat(office.api.get("/v1/conversations").path("items")).hasSize(2);
      assertThat(office.ann.received()).hasSize(3);
    }
  }

  @Test
  void aWordOfThanksStaysWithTheOneThatEnded(@TempDir Path data) throws IOException {
    try (WhatsAppOffice office = office(data)) {
      sayWhileClosing(office, "Thank you so much!");

      office.ann.awaitReceived(2, PATIENCE);
      String turns =
          "/v1/conversations/" + office.conversation().path("id").asText() + "/transcript";
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(office.api.get(turns).toString()).contains("Thank you so much!"));
      assertThat(office.api.get("/v1/conversations").path("items")).hasSize(1);
      assertThat(office.ann.received()).hasSize(2);
    }
  }
}
