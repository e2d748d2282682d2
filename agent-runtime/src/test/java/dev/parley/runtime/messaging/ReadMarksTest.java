package dev.parley.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.channel.ChannelAccount;
import dev.parley.channel.MessageSender;
import dev.parley.channel.OutboundBody;
import dev.parley.channel.OutboundMessage;
import dev.parley.channel.Reconciled;
import dev.parley.channel.SendResult;
import dev.parley.channel.Sender;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadMarksTest {
  private static final ConversationId ANN = new ConversationId(TenantId.DEFAULT, new UUID(0, 1));
  private static final ConversationId BOB = new ConversationId(TenantId.DEFAULT, new UUID(0, 2));

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final ReadMarks marks =
      new ReadMarks(
          Map.of(ChannelType.WHATSAPP, new Shows(true), ChannelType.SMS, new Shows(false)),
          (_, channel) ->
              Optional.of(
                  new Route(
                      new ChannelAccount(channel, "+12025550142", Map.of(), Map.of()),
                      Sender.ofPhone("+12025550199"))),
          later::add);

  @AfterEach
  void close() {
    marks.close();
  }

  private void show(ConversationId conversation, String message) {
    marks.show(conversation, ChannelType.WHATSAPP, message);
  }

  private void awaitShown(String... expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(shown).containsExactly(expected));
  }

  @Test
  void whoWritesQuicklyIsShownTheFirstAtOnceAndTheLastAMomentLater() {
    show(ANN, "m1");
    awaitShown("typing m1");
    show(ANN, "m2");
    show(ANN, "m3");
    assertThat(later).hasSize(1);

    later.remove().run();

    awaitShown("typing m1", "read m3");
    later.remove().run();
    assertThat(later).isEmpty();
    show(ANN, "m4");
    awaitShown("typing m1", "read m3", "typing m4");
  }

  @Test
  void othersAreShownTheirsAtOnce() {
    show(ANN, "m1");
    awaitShown("typing m1");
    show(BOB, "m2");
    awaitShown("typing m1", "typing m2");
  }

  @Test
  void aChannelThatCannotShowItIsNotAsked() {
    marks.show(ANN, ChannelType.SMS, "m1");
    marks.show(ANN, ChannelType.WEB, "m2");

    assertThat(later).isEmpty();
  }

  private final class Shows implements MessageSender {
    private final boolean can;

    Shows(boolean can) {
      this.can = can;
    }

    @Override
    public boolean showsReading() {
      return can;
    }

    @Override
    public void readAndTyping(ChannelAccount account, String messageId) {
      shown.add("typing " + messageId);
    }

    @Override
    public void read(ChannelAccount account, String messageId) {
      shown.add("read " + messageId);
    }

    @Override
    public List<OutboundBody> parts(OutboundBody body) {
      return List.of(body);
    }

    @Override
    public SendResult send(ChannelAccount account, OutboundMessage message) {
      throw new AssertionError("nothing is sent here");
    }

    @Override
    public Reconciled reconcile(
        ChannelAccount account, OutboundMessage message, Instant firstTriedAt) {
      throw new AssertionError("nothing is asked here");
    }
  }
}
