package dev.parley.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.OutboundBody;
import dev.parley.config.binding.ChannelType;
import dev.parley.config.tenant.TenantId;
import dev.parley.runtime.conversation.ConversationId;
import dev.parley.runtime.conversation.OutgoingPart;
import dev.parley.runtime.messaging.Lanes.Held;
import dev.parley.runtime.messaging.Lanes.Put;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Lanes lanes = new Lanes(later::add);

  private static Held row(UUID conversation, int seq) {
    OutboxRow row =
        new OutboxRow(
            new UUID(seq, seq),
            new ConversationId(TenantId.DEFAULT, conversation),
            ChannelType.SMS,
            seq,
            false,
            OutgoingPart.Purpose.REPLY,
            new OutboundBody.Text("word " + seq),
            OutboxRow.Stage.UNSENT,
            1,
            NOW,
            NOW);
    return new Held(row, NOW);
  }

  private Put put(UUID conversation, boolean inTurn, Held... rows) {
    return lanes.put(conversation, List.of(rows), inTurn);
  }

  @Test
  void oneThreadEmptiesALaneInItsOrder() {
    Held first = row(ANN, 1);
    Held second = row(ANN, 2);
    Held third = row(ANN, 3);
    assertThat(put(ANN, false, first, second)).isEqualTo(Put.BEGIN);
    assertThat(lanes.next(ANN)).contains(first);
    assertThat(put(ANN, false, third)).isEqualTo(Put.WAITING);
    assertThat(lanes.next(ANN)).contains(second);
    assertThat(lanes.next(ANN)).contains(third);
    assertThat(lanes.count()).isEqualTo(1);
    assertThat(lanes.next(ANN)).isEmpty();
    assertThat(lanes.count()).isZero();
    assertThat(put(ANN, false, row(ANN, 4))).isEqualTo(Put.BEGIN);
  }

  @Test
  void lanesDoNotWaitForEachOther() {
    assertThat(put(ANN, false, row(ANN, 1))).isEqualTo(Put.BEGIN);
    assertThat(put(BOB, false, row(BOB, 1))).isEqualTo(Put.BEGIN);
  }

  @Test
  void whatFollowsAFailureIsHeldBackUntilTheFirstHasItsTurn() {
    Held first = row(ANN, 1);
    Held second = row(ANN, 2);
    put(ANN, false, first, second);
    assertThat(lanes.next(ANN)).contains(first);

    assertThat(lanes.shut(ANN)).containsExactly(second);

    assertThat(put(ANN, false, row(ANN, 3))).isEqualTo(Put.HELD_BACK);
    assertThat(put(ANN, true, first)).isEqualTo(Put.BEGIN);
    assertThat(lanes.next(ANN)).contains(first);
    assertThat(put(ANN, false, row(ANN, 4))).isEqualTo(Put.WAITING);
  }

  @Test
  void aLaneOpensByItselfAfterAWhile() {
    put(ANN, false, row(ANN, 1));
    lanes.next(ANN);
    lanes.shut(ANN);
    assertThat(put(ANN, false, row(ANN, 2))).isEqualTo(Put.HELD_BACK);

    later.remove().run();

    assertThat(lanes.count()).isZero();
    assertThat(put(ANN, false, row(ANN, 3))).isEqualTo(Put.BEGIN);
  }

  @Test
  void aLaneThatWasTakenUpAgainStaysWhenItsTimeIsOver() {
    put(ANN, false, row(ANN, 1));
    lanes.next(ANN);
    lanes.shut(ANN);
    Held again = row(ANN, 1);
    put(ANN, true, again);

    later.remove().run();

    assertThat(put(ANN, false, row(ANN, 2))).isEqualTo(Put.WAITING);
    assertThat(lanes.next(ANN)).contains(again);
  }
}
